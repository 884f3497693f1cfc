package mail

// Security says how the line to a mail server is protected. Its value is stored.
type Security string

// The ways to protect the line.
const (
	STARTTLS Security = "starttls"       // begins readable, must become encrypted; usually port 587
	TLS      Security = "tls"            // encrypted from the first byte; usually port 465
	Plain    Security = "plain-explicit" // readable by everyone on the way; only where the owner has said so herself
)

// Name is the security as the owner reads it.
func (s Security) Name() string {
	switch s {
	case STARTTLS:
		return "STARTTLS"
	case TLS:
		return "SSL/TLS"
	case Plain:
		return "暗号化なし"
	}
	return string(s)
}

// SignIn is how an account proves itself to its server (the SASL mechanism). Its value is stored.
type SignIn string

// The ways to sign in. XOAuth2 and OAuthBearer take an access token in place of a password.
const (
	SignInPlain       SignIn = "plain"
	SignInLogin       SignIn = "login"
	SignInSCRAMSHA256 SignIn = "scram-sha-256"
	SignInSCRAMSHA1   SignIn = "scram-sha-1"
	SignInXOAuth2     SignIn = "xoauth2"
	SignInOAuthBearer SignIn = "oauthbearer"
	SignInNone        SignIn = "none"
)

// SignIns gives every way to sign in, the usual one first.
func SignIns() []SignIn {
	return []SignIn{SignInPlain, SignInLogin, SignInSCRAMSHA256, SignInSCRAMSHA1, SignInXOAuth2, SignInOAuthBearer, SignInNone}
}

// TakesToken reports the ways that send an access token, which must never go over a readable line.
func (s SignIn) TakesToken() bool { return s == SignInXOAuth2 || s == SignInOAuthBearer }
