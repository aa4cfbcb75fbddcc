import { useQuery } from '@tanstack/react-query'
import type { Visit, VisitPrompt } from '@/api/types'
import { QueryState } from '@/components/states'
import { humanise } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { promptsQuery } from './queries'
import { t } from './sentences'

type Props = { runRef: string; visit: Visit }

/** The instructions the agents of a visit had, word for word as they were then. */
export function PromptTexts({ runRef, visit }: Props) {
  const { id } = useWorkspace()
  const prompts = useQuery(promptsQuery(id, runRef, { state: visit.state, visit: visit.visit }))
  return (
    <section className="grid gap-1">
      <h3 className="text-sm font-medium">{t('prompts.title')}</h3>
      <QueryState query={prompts} lines={2}>
        {(own) => {
          if (own.length === 0) return <p className="text-muted">{t('prompts.none')}</p>
          return (
            <ul className="grid gap-2">
              {own.map((prompt) => (
                <li key={prompt.persona} className="grid gap-1">
                  <span className="flex flex-wrap gap-x-2">
                    {humanise(prompt.persona)}
                    <span className="text-muted">{t(`prompts.source.${prompt.source}`)}</span>
                  </span>
                  {prompt.parts.map((part) => (
                    <PartText key={part.kind} part={part} />
                  ))}
                </li>
              ))}
            </ul>
          )
        }}
      </QueryState>
    </section>
  )
}

function PartText({ part }: { part: VisitPrompt['parts'][number] }) {
  const name =
    part.version === undefined
      ? t(`prompts.kind.${part.kind}`)
      : t('prompts.part', {
          kind: t(`prompts.kind.${part.kind}`),
          name: humanise(part.slug),
          version: part.version,
        })
  if (part.text === undefined)
    return (
      <p className="text-sm text-muted">
        {name}: {t('prompts.hidden')}
      </p>
    )
  return (
    <details className="rounded-control border border-line">
      <summary className="min-h-8 px-2 py-1 text-sm pointer-coarse:min-h-11">{name}</summary>
      <div
        role="region"
        aria-label={name}
        tabIndex={0}
        className="max-h-72 overflow-auto border-t border-line p-2 text-sm break-words whitespace-pre-wrap"
        dir="auto"
      >
        {part.text}
      </div>
    </details>
  )
}
