"use server";
// What can be done to a carrier's SIP credentials.
import { action } from "@/app/_server/action";
import { issueCredential } from "@/lib/services/credentials/issue-credential";
import { noteCredentialHandOver } from "@/lib/services/credentials/note-credential-hand-over";
import { retireCredential } from "@/lib/services/credentials/retire-credential";
import { revokeCredential } from "@/lib/services/credentials/revoke-credential";

export const issueCredentialAction = action({
  run: issueCredential,
  // The only place in the portal where a password leaves the server.
  show: ({ credential: { username, realm }, password }) => ({ username, realm, password }),
});
export const retireCredentialAction = action({ run: retireCredential });
export const revokeCredentialAction = action({ run: revokeCredential });
export const noteCredentialHandOverAction = action({ run: noteCredentialHandOver });
