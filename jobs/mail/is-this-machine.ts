// Whether a host of SMTP_URL is this machine, so that what is sent to it crosses no network.

/** True for 127.0.0.0/8, ::1 and localhost, as URL shows them; a name that only begins so is somebody else's. */
export function isThisMachine(hostname: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(hostname);
}
