import { Fragment, useMemo } from 'react'
import { Check, CircleHelp, PenLine, X } from 'lucide-react'
import type { Finding, Provenance, ProvenanceSentence, ProvenanceStatus } from '@/api/types'
import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'
import { paragraphsOf, partsOf, piecesOf } from '@/lib/spans'

/** The line style carries the status; the icon and the words on focus say the same without colour. */
const styles: Record<ProvenanceStatus, string> = {
  verbatim: 'decoration-accent decoration-solid',
  supported: 'decoration-accent decoration-double decoration-1',
  weak: 'decoration-warning decoration-dashed',
  unsupported: 'decoration-danger decoration-wavy',
  human: 'decoration-info decoration-dotted',
  framing: 'no-underline',
}

const findingStyles: Record<Finding['severity'], string> = {
  block: 'bg-mark-danger text-fg',
  warn: 'bg-mark-warning text-fg',
  info: 'bg-mark-info text-fg',
}

type ProvenanceTextProps = {
  text: string
  provenance?: Provenance
  findings?: Finding[]
  /** Index of the sentence that is lit, by this side or by the story's. */
  lit: ReadonlySet<number>
  onLight: (index: number | undefined) => void
  onPin: (index: number) => void
}

/** A post whose sentences can be walked, each with where it comes from. */
export function ProvenanceText({
  text,
  provenance,
  findings = [],
  lit,
  onLight,
  onPin,
}: ProvenanceTextProps) {
  const paragraphs = useMemo(
    () => paragraphsOf(text, partsOf(text, provenance?.sentences ?? [])),
    [text, provenance],
  )
  const passages = useMemo(
    () => findings.filter((finding) => !finding.dismissed && pointsAt(finding, text)),
    [findings, text],
  )
  return (
    <div className="max-w-[66ch] space-y-4 text-post break-words whitespace-pre-line" dir="auto">
      {paragraphs.map((paragraph) => (
        <p key={paragraph[0]?.start}>
          {paragraph.map((part) => {
            const inner = <Marked text={text} from={part.start} to={part.end} findings={passages} />
            // A lone emoji or dash has nothing to trace and would be too small a target.
            if (part.kind === 'gap' || !/\p{L}/u.test(part.sentence.text))
              return <Fragment key={part.start}>{inner}</Fragment>
            return (
              <Sentence
                key={part.start}
                sentence={part.sentence}
                lit={lit.has(part.sentence.index)}
                onLight={onLight}
                onPin={onPin}
              >
                {inner}
              </Sentence>
            )
          })}
        </p>
      ))}
    </div>
  )
}

type SentenceProps = Pick<ProvenanceTextProps, 'onLight' | 'onPin'> & {
  sentence: ProvenanceSentence
  lit: boolean
  children: React.ReactNode
}

function Sentence({ sentence, lit, onLight, onPin, children }: SentenceProps) {
  const { index, status } = sentence
  const described = t(`provenance.${status}`)
  return (
    <span
      role="button"
      tabIndex={0}
      data-sentence={index}
      data-status={status}
      aria-pressed={lit}
      aria-label={`${sentence.text} ${described}`}
      className={cn(
        'rounded-[3px] underline decoration-2 underline-offset-4 transition-colors duration-120',
        styles[status],
        lit && 'bg-mark-primary text-fg outline-1 outline-primary',
      )}
      onMouseEnter={() => onLight(index)}
      onMouseLeave={() => onLight(undefined)}
      onFocus={() => onLight(index)}
      onBlur={() => onLight(undefined)}
      onClick={() => onPin(index)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onPin(index)
      }}
    >
      {children}
      <StatusGlyph status={status} />
    </span>
  )
}

function StatusGlyph({ status }: { status: ProvenanceStatus }) {
  const common = 'ms-0.5 inline size-3.5 align-[-2px]'
  if (status === 'unsupported') return <X aria-hidden className={cn(common, 'text-danger')} />
  if (status === 'weak') return <CircleHelp aria-hidden className={cn(common, 'text-warning')} />
  if (status === 'human') return <PenLine aria-hidden className={cn(common, 'text-info')} />
  return null
}

/** Remarks on the text as a whole, such as its rhythm, stand in the list; painting all of it would point at nothing. */
const pointsAt = (finding: Finding, text: string) => finding.end - finding.start < text.length / 2

type MarkedProps = { text: string; from: number; to: number; findings: Finding[] }

/** Figures and names that a check objects to carry a mark of their own inside the sentence. */
function Marked({ text, from, to, findings }: MarkedProps) {
  return piecesOf(text, findings, from, to).map((piece) => {
    const worst = piece.marks.toSorted((a, b) => rank(a) - rank(b))[0]
    if (!worst) return <Fragment key={piece.start}>{piece.text}</Fragment>
    return (
      <mark
        key={piece.start}
        className={cn('rounded-[2px]', findingStyles[worst.severity])}
        data-finding={worst.check}
      >
        {piece.text}
      </mark>
    )
  })
}

const rank = ({ severity }: Finding) => ['block', 'warn', 'info'].indexOf(severity)

const legend: ProvenanceStatus[] = ['verbatim', 'supported', 'weak', 'unsupported', 'human']

export function ProvenanceLegend() {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {legend.map((status) => (
        <li key={status} className="flex items-center gap-1">
          <span className={cn('underline decoration-2 underline-offset-4', styles[status])}>
            {t(`provenance.${status}.short`)}
          </span>
          {status === 'verbatim' && <Check aria-hidden className="size-3.5 text-accent" />}
          <StatusGlyph status={status} />
        </li>
      ))}
    </ul>
  )
}
