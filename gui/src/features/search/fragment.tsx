/** A fragment of the server, whose only element is `mark`; everything else in it is text. */
export function Fragment({ html }: { html: string }) {
  const { childNodes } = new DOMParser().parseFromString(html, 'text/html').body
  return [...childNodes].map((node, index) =>
    node.nodeName === 'MARK' ? (
      <mark key={index} className="rounded-sm bg-mark-warning text-fg">
        {node.textContent}
      </mark>
    ) : (
      <span key={index}>{node.textContent}</span>
    ),
  )
}
