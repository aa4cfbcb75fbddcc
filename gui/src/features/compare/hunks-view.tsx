import type { Comparison } from './queries'

type Props = { label: string; hunks: Comparison['texts'][number]['hunks'] }

/** Word by word, as the server found it; added and removed carry a line and a sign beside the colour. */
export function HunksView({ label, hunks }: Props) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      dir="auto"
      className="max-h-[32rem] max-w-[66ch] overflow-auto text-post break-words whitespace-pre-wrap"
    >
      {hunks.map((hunk, index) => {
        if (hunk.op === 'insert') {
          return (
            <ins
              key={index}
              className="bg-mark-success text-fg underline decoration-2 before:content-['+']"
            >
              {hunk.text}
            </ins>
          )
        }
        if (hunk.op === 'delete') {
          return (
            <del key={index} className="bg-mark-danger text-fg line-through before:content-['−']">
              {hunk.text}
            </del>
          )
        }
        return <span key={index}>{hunk.text}</span>
      })}
    </div>
  )
}
