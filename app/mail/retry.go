package mail

import (
	"hash/fnv"
	"strconv"
	"time"
)

// retryWaits are the pauses between tries; the last one repeats until 24 hours are full.
var retryWaits = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour}

// retrySpan is how long a mail is tried, counted in waiting time. It isn't counted by the clock, because a computer that
// sleeps at night must not use up a mail's tries.
const retrySpan = 24 * time.Hour

// jitterShare is the largest part of a pause that is added to it, so that mails refused together don't come back together.
const jitterShare = 10 // percent

// RetryAt gives the time of the next try after attempt tries (1 = the first has just been answered with "later"): 1, 5, 15,
// 60 minutes, 4 hours and again every 4 hours, each up to 10 % longer by jitter. ok is false when the next pause would go
// beyond 24 hours of waiting: the mail has then failed. The same seed, such as the Message-ID, gives the same times.
func RetryAt(attempt int, now time.Time, jitterSeed string) (at time.Time, ok bool) {
	attempt = max(attempt, 1)
	var waited time.Duration
	for i := 1; ; i++ {
		wait := retryWait(i)
		// Jitter isn't counted, so that how often a mail is tried doesn't depend on luck: nine tries are 21 h 21 min
		// without it and 23 h 30 min with all of it.
		waited += wait
		if waited > retrySpan {
			return time.Time{}, false
		}
		if i == attempt {
			return now.Add(wait + jitter(wait, attempt, jitterSeed)), true
		}
	}
}

// retryWait is the pause after the given try, without jitter.
func retryWait(attempt int) time.Duration { return retryWaits[min(attempt, len(retryWaits))-1] }

func jitter(wait time.Duration, attempt int, seed string) time.Duration {
	h := fnv.New64a()
	h.Write([]byte(seed + "/" + strconv.Itoa(attempt)))
	span := int64(wait) * jitterShare / 100
	return time.Duration(h.Sum64() % uint64(span+1))
}
