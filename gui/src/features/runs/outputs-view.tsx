import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { Output } from '@/api/types'
import { DiffView } from '@/components/diff-view'
import { CopyButton } from '@/components/problem-panel'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { formatMoment, humanise } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { NotApplied } from './not-applied'
import { OutputBody } from './output-body'
import { outputsQuery } from './queries'
import { t } from './sentences'

export default function OutputsView({ runRef }: { runRef: string }) {
  const { id } = useWorkspace()
  const outputs = useQuery(outputsQuery(id, runRef))
  const { output: chosenId } = useSearch({ from: '/signed-in/w/$slug/runs/$runRef' })
  return (
    <QueryState query={outputs}>
      {(list) => {
        const chosen = list.find((output) => output.id === chosenId) ?? list.at(-1)
        if (!chosen) return <EmptyState title={t('outputs.empty')} />
        return (
          <div className="grid items-start gap-3 md:grid-cols-[18rem_1fr]">
            <nav
              aria-label={t('run.view.outputs')}
              className="overflow-auto rounded-card border border-line bg-surface p-1 max-md:max-h-60 md:max-h-[70vh]"
            >
              <ul>
                {list.map((output) => (
                  <li key={output.id}>
                    <Link
                      to="."
                      replace
                      search={(old) => ({ ...old, output: output.id })}
                      activeOptions={{ exact: true, includeSearch: true }}
                      data-chosen={output.id === chosen.id}
                      className="block rounded-control px-2 py-1.5 hover:bg-sunken data-[chosen=true]:bg-mark-primary"
                    >
                      <span className="block truncate font-medium">{nameOf(output)}</span>
                      <span className={output.id === chosen.id ? 'text-sm' : 'text-sm text-muted'}>
                        {t('text.version', { n: output.version })} ·{' '}
                        {t('text.words', { n: output.words })}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            <OutputCard
              output={chosen}
              before={list.find(
                (each) => each.path === chosen.path && each.version === chosen.version - 1,
              )}
            />
          </div>
        )
      }}
    </QueryState>
  )
}

/** Kinds that several agents write side by side. */
const byMany = new Set<Output['output_type']>(['draft', 'audit', 'final_audit'])

const nameOf = (output: Output) =>
  [t(`output.${output.output_type}`), byMany.has(output.output_type) && output.agent]
    .filter(Boolean)
    .join(' · ')

function OutputCard({ output, before }: { output: Output; before?: Output }) {
  return (
    <article className="grid min-w-0 gap-3 rounded-card border border-line bg-surface p-4">
      <header className="flex flex-wrap items-center gap-2">
        <h2 className="font-semibold">{nameOf(output)}</h2>
        {output.is_latest && <Badge>{t('outputs.latest')}</Badge>}
        {output.author === 'human' && <Badge tone="accent">{t('outputs.human')}</Badge>}
        {!output.is_llm && output.author === 'agent' && (
          <Badge tone="info">{t('outputs.no_model')}</Badge>
        )}
      </header>
      <p className="text-sm text-muted">
        {[output.state && humanise(output.state), output.model, formatMoment(output.created_at)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <NotApplied notes={output.notes} />
      <OutputBody content={output.content} />
      {before && (
        <details>
          <summary className="min-h-6 font-medium">{t('text.diff', { n: before.version })}</summary>
          <div className="mt-2">
            <DiffView before={before.content} after={output.content} />
          </div>
        </details>
      )}
      {output.cleanups.length > 0 && (
        <ul className="ms-4 list-disc text-sm text-muted">
          {output.cleanups.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <CopyButton text={output.content} label={t('action.copy')} />
        <code className="font-mono text-xs break-all text-muted">
          {output.content_hash.slice(0, 16)}
        </code>
      </div>
    </article>
  )
}
