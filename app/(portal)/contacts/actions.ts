"use server";
// What can be done to contacts, on the pages of carriers and customers.
import { action } from "@/app/_server/action";
import { addContact } from "@/lib/services/contacts/add-contact";
import { deactivateContact } from "@/lib/services/contacts/deactivate-contact";
import { updateContact } from "@/lib/services/contacts/update-contact";

export const addContactAction = action({ run: addContact });
export const updateContactAction = action({ run: updateContact });
export const deactivateContactAction = action({ run: deactivateContact });
