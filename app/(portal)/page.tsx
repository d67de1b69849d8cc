// The portal's front door leads to the carriers.
import { redirect } from "next/navigation";

export default function HomePage(): never {
  redirect("/carriers");
}
