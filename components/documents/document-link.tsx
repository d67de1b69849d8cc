// A link that downloads a document.

export function DocumentLink({ id, fileName }: { id: string; fileName: string }) {
  return (
    <a
      href={`/documents/${id}`}
      download
      className="font-medium text-accent underline-offset-2 wrap-anywhere hover:underline"
    >
      {fileName}
    </a>
  );
}
