import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProblem } from '@/components/form-problem'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { useMedia } from '@/lib/use-media'
import { Segmented } from '@/components/ui/segmented'
import { useWorkspace } from '@/lib/workspace'
import { goldenKey, judge, pairsQuery, type BlindPairs, type Report } from './queries'
import { t } from '../sentences'

type Props = { experimentId: string; report: Report }
type Choice = 'left' | 'right' | 'tie'

/** Two texts without a name; whose they are is told after the last one. */
export function BlindReading({ experimentId, report }: Props) {
  const { id } = useWorkspace()
  const [open, setOpen] = useState(false)
  const pairs = useQuery({ ...pairsQuery(id, experimentId), enabled: open })
  return (
    <section aria-labelledby="blind" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="blind" className="font-semibold">
        {t('golden.blind')}
      </h2>
      <p className="max-w-prose text-muted">{t('golden.blind.hint')}</p>
      {open ? (
        <QueryState query={pairs}>
          {(data) => <Reading experimentId={experimentId} pairs={data} report={report} />}
        </QueryState>
      ) : (
        <Button className="justify-self-start" onClick={() => setOpen(true)}>
          {t('golden.blind.open')}
        </Button>
      )}
    </section>
  )
}

function Reading({ experimentId, pairs, report }: Props & { pairs: BlindPairs }) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const send = useMutation({
    mutationFn: (body: { case_id: string; choice: Choice }) => judge(id, experimentId, body),
    onSuccess: (next) => {
      client.setQueryData(goldenKey(id, 'pairs', experimentId), next)
      // Not waited for: the next two texts are there, and may be judged at once.
      void client.invalidateQueries({ queryKey: goldenKey(id, 'report', experimentId) })
    },
  })
  const open = pairs.items.find((pair) => pair.choice === undefined)
  if (pairs.items.length === 0) return <EmptyState title={t('golden.blind.none')} />
  if (!open) return <Named pairs={pairs} report={report} />
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p role="status">
        {t('golden.blind.case', {
          n: pairs.judged + 1,
          all: pairs.items.length,
          name: open.label,
        })}
      </p>
      {send.error && <FormProblem message={send.error.message} />}
      <Texts key={open.case_id} left={open.left} right={open.right} />
      <div className="flex flex-wrap gap-2">
        {(['left', 'tie', 'right'] as const).map((choice) => (
          <Button
            key={choice}
            pending={send.isPending}
            onClick={() => send.mutate({ case_id: open.case_id, choice })}
          >
            {t(`golden.blind.${choice}`)}
          </Button>
        ))}
      </div>
    </div>
  )
}

/** Side by side; a phone shows one at a time. */
function Texts({ left, right }: { left: string; right: string }) {
  const wide = useMedia('(min-width: 640px)')
  const [side, setSide] = useState<'left' | 'right'>('left')
  const shown = wide ? (['left', 'right'] as const) : [side]
  return (
    <>
      {!wide && (
        <Segmented
          label={t('golden.blind.side')}
          options={(['left', 'right'] as const).map((value) => ({
            value,
            label: t(`golden.blind.text.${value}`),
          }))}
          value={side}
          onChange={setSide}
        />
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-2">
        {shown.map((each) => (
          <div
            key={each}
            role="region"
            aria-label={t(`golden.blind.text.${each}`)}
            tabIndex={0}
            dir="auto"
            className="max-h-96 overflow-auto rounded-card border border-line bg-surface p-3 whitespace-pre-wrap"
          >
            {each === 'left' ? left : right}
          </div>
        ))}
      </div>
    </>
  )
}

function Named({ pairs, report }: { pairs: BlindPairs; report: Report }) {
  const { arms } = report.experiment
  return (
    <>
      <p>{t('golden.blind.done')}</p>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {pairs.items.map((pair) => {
          const other = pair.left_arm === 'a' ? 'b' : 'a'
          const liked = pair.choice === 'left' ? pair.left_arm : other
          return (
            <li key={pair.case_id} className="flex flex-wrap gap-2 p-3">
              <span className="font-medium">{pair.label}</span>
              <span>
                {pair.choice === 'tie' || liked === undefined
                  ? t('golden.blind.tie')
                  : t('golden.arm.named', {
                      arm: liked.toUpperCase(),
                      label: arms[liked].label,
                    })}
              </span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
