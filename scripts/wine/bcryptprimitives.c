/*
 * Debian's wine lacks bcryptprimitives.dll, the source of random numbers that programs made with Go ask for at their start.
 * This stand-in hands the question on to RtlGenRandom, which wine has. Only scripts/smoke-windows uses it; Windows itself
 * has the real one.
 */
#include <windows.h>

BOOLEAN WINAPI SystemFunction036(PVOID buffer, ULONG length); /* RtlGenRandom, in advapi32 */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
	while (length > 0) {
		ULONG part = length > 0x10000000 ? 0x10000000 : (ULONG)length;
		if (!SystemFunction036(buffer, part))
			return FALSE;
		buffer += part;
		length -= part;
	}
	return TRUE;
}
