// What an exchange's direction and channel are called on pages.

export const EXCHANGE_DIRECTION_WORDS = { sent: "Sent", received: "Received" } as const;

export const EXCHANGE_CHANNEL_WORDS = {
  email: "E-mail",
  phone: "Phone",
  meeting: "Meeting",
  portal: "Portal",
  other: "Other",
} as const;
