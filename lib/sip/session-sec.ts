/** The session timer that is asked for where neither side does, in seconds: RFC 4028 §4 recommends half an hour. */
export const SESSION_SEC = 1_800;
