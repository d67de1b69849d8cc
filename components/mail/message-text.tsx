// What a message says, as text and never as markup.

export function MessageText({ text }: { text: string }) {
  return (
    <pre className="mt-3 rounded-md bg-sunken px-3 py-2 font-sans whitespace-pre-wrap wrap-anywhere">
      {text}
    </pre>
  );
}
