import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiProblem } from '@/api/problem'
import type { Decision, DecisionOption, Output, Provenance, QualityReport, Run } from '@/api/types'
import { usePermission } from '@/components/gate'
import { Button } from '@/components/ui/button'
import { Check, Field, Textarea } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { FindingList } from '@/components/finding-list'
import { formatMoment } from '@/lib/format'
import { maybe } from '@/lib/i18n'
import { useShortcuts } from '@/lib/shortcuts'
import { useWorkspace } from '@/lib/workspace'
import {
  auditPoints,
  composeFeedback,
  refusalOf,
  requestOf,
  scopesFor,
  type Answers,
  type Refusal,
} from './decision-model'
import { DecisionFacts } from './decision-facts'
import { NotApplied } from './not-applied'
import { decide, runKey, verdictsQuery } from './queries'
import { RunFindings } from './run-findings'
import { StopDialog } from './run-header'
import { applyFix, type Edit } from './use-edit'
import { t } from './sentences'

type Props = {
  run: Run
  runRef: string
  decision: Decision
  content?: Output
  report?: QualityReport
  provenance?: Provenance
  edit: Edit
}

const longestFeedback = 10_000

export function DecisionPanel({ run, runRef, decision, content, report, provenance, edit }: Props) {
  const { id: workspaceId } = useWorkspace()
  const client = useQueryClient()
  const verdicts = useNewestVerdicts(workspaceId, runRef)
  const points = decision.kind === 'final_feedback' ? auditPoints(verdicts) : []
  const [answers, setAnswers] = useState<Answers>({ feedback: '', replies: [], points: new Set() })
  const [acceptFindings, setAcceptFindings] = useState(false)
  const [missing, setMissing] = useState(false)
  const [stopping, setStopping] = useState(false)
  const feedbackBox = useRef<HTMLTextAreaElement>(null)
  const mayDecide = usePermission('workflow:execute')
  // The checks that an edit must pass are a right of those who write.
  const mayEdit = usePermission('workflow:execute', 'content:write')
  const mayApprove = usePermission(...scopesFor(decision, 'approved'))

  const reload = () => client.invalidateQueries({ queryKey: runKey(workspaceId, runRef) })
  const send = useMutation({
    mutationFn: (option: DecisionOption) =>
      decide(
        workspaceId,
        run.id,
        requestOf({
          decision,
          option,
          feedback: composeFeedback(decision, points, answers),
          editedContent: edit.changed ? edit.text : undefined,
          acceptFindings,
        }),
      ),
    onSuccess: (next) => {
      edit.cancel()
      client.setQueryData(runKey(workspaceId, runRef), next)
      void reload()
    },
  })
  const refusal = send.error instanceof ApiProblem ? refusalOf(send.error) : undefined
  const closed = refusal?.kind === 'made' || refusal?.kind === 'outdated'
  const blocking =
    (edit.changed ? edit.report : undefined)?.findings.filter(
      ({ severity }) => severity === 'block',
    ) ?? []
  const unchecked = edit.changed && edit.report === undefined && !edit.error
  const offers = (option: DecisionOption) => decision.options.includes(option)

  const choose = (option: DecisionOption) => {
    if (closed || send.isPending) return
    const feedback = composeFeedback(decision, points, answers)
    const empty = option === 'feedback' && feedback === '' && !edit.changed
    setMissing(empty)
    if (empty) return feedbackBox.current?.focus()
    send.mutate(option)
  }
  const canApprove =
    mayApprove &&
    offers('approved') &&
    !unchecked &&
    !closed &&
    (blocking.length === 0 || acceptFindings)
  useShortcuts({
    a: () => canApprove && choose('approved'),
    r: () => feedbackBox.current?.focus(),
  })

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div>
        <h2 id="decision-title" className="text-lg font-semibold">
          {t('decision.title')}
        </h2>
        <p className="text-muted">{t(`decision.kind.${decision.kind}`)}</p>
      </div>
      {decision.prompt && <p className="break-words whitespace-pre-line">{decision.prompt}</p>}
      <NotApplied notes={content?.notes ?? []} />
      <DecisionFacts
        run={run}
        decision={decision}
        verdicts={verdicts}
        report={report}
        provenance={provenance}
      />
      {report && report.findings.length > 0 && (
        <details open={blocking.length > 0 || undefined}>
          <summary className="min-h-6 font-medium">
            {t('findings.title', {
              n: report.findings.filter(({ dismissed }) => !dismissed).length,
            })}
          </summary>
          <div className="mt-2">
            <RunFindings
              runRef={runRef}
              report={report}
              onFix={
                mayEdit && content
                  ? (finding) => {
                      const fixed = applyFix(edit.editing ? edit.text : content.content, finding)
                      if (fixed !== undefined) edit.start(fixed)
                    }
                  : undefined
              }
            />
          </div>
        </details>
      )}
      {refusal && <RefusalNotice refusal={refusal} onReload={() => void reload()} />}
      {send.error && !refusal && <p role="alert">{send.error.message}</p>}
      {!mayDecide ? (
        <p className="text-muted">{t('decision.watch_only')}</p>
      ) : (
        <fieldset disabled={closed || send.isPending} className="grid min-w-0 gap-4">
          <legend className="sr-only">{t('decision.title')}</legend>
          {decision.kind === 'questions' && (
            <Questions questions={decision.questions} answers={answers} onChange={setAnswers} />
          )}
          {points.length > 0 && (
            <div className="grid gap-1.5">
              <p className="font-medium">{t('decision.points')}</p>
              {points.map((point) => (
                <Check
                  key={point.id}
                  label={point.text}
                  checked={answers.points.has(point.id)}
                  onChange={(event) =>
                    setAnswers((old) => ({
                      ...old,
                      points: toggled(old.points, point.id, event.target.checked),
                    }))
                  }
                />
              ))}
            </div>
          )}
          {offers('feedback') && (
            <Field
              label={t(`decision.feedback.${decision.kind}`)}
              hint={
                answers.feedback.length > longestFeedback - 500
                  ? t('decision.feedback.left', { n: longestFeedback - answers.feedback.length })
                  : undefined
              }
              error={
                missing
                  ? t('decision.feedback.missing')
                  : refusal?.kind === 'field'
                    ? refusal.message
                    : undefined
              }
            >
              {(wired) => (
                <Textarea
                  {...wired}
                  ref={feedbackBox}
                  maxLength={longestFeedback}
                  value={answers.feedback}
                  onChange={(event) =>
                    setAnswers((old) => ({ ...old, feedback: event.target.value }))
                  }
                />
              )}
            </Field>
          )}
          {mayEdit && content?.output_type === 'final' && (
            <div className="flex flex-wrap items-center gap-2">
              {edit.editing ? (
                <Button onClick={edit.cancel}>{t('edit.discard')}</Button>
              ) : (
                <Button onClick={() => edit.start()}>{t('edit.start')}</Button>
              )}
            </div>
          )}
          {(blocking.length > 0 || refusal?.kind === 'findings') && (
            <Check
              label={t('decision.accept_findings')}
              checked={acceptFindings}
              onChange={(event) => setAcceptFindings(event.target.checked)}
            />
          )}
          {unchecked && <p className="text-sm text-muted">{t('edit.checking')}</p>}
          {offers('approved') && !mayApprove && (
            <p className="text-muted">{t('decision.approve_not_yours')}</p>
          )}
          <div className="flex flex-wrap gap-2">
            {offers('approved') && mayApprove && (
              <Button
                look="primary"
                disabled={!canApprove}
                pending={send.isPending && send.variables === 'approved'}
                onClick={() => choose('approved')}
              >
                {t(`decision.approved.${decision.kind}`)} <Kbd>a</Kbd>
              </Button>
            )}
            {offers('feedback') && (
              <Button
                pending={send.isPending && send.variables === 'feedback'}
                onClick={() => choose('feedback')}
              >
                {t(`decision.send.${decision.kind}`)}
              </Button>
            )}
            {offers('retry') && (
              <Button
                pending={send.isPending && send.variables === 'retry'}
                onClick={() => choose('retry')}
              >
                {t(`decision.retry.${decision.kind}`)}
              </Button>
            )}
            {offers('abort') && (
              <Button look="quiet" className="text-danger" onClick={() => setStopping(true)}>
                {t('run.stop')}
              </Button>
            )}
          </div>
        </fieldset>
      )}
      <StopDialog
        open={stopping}
        onClose={() => setStopping(false)}
        pending={send.isPending}
        onStop={() => {
          setStopping(false)
          choose('abort')
        }}
      />
    </div>
  )
}

function toggled(set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set)
  if (on) next.add(id)
  else next.delete(id)
  return next
}

/** The verdicts of the audit that ran last. */
function useNewestVerdicts(workspaceId: string, runRef: string) {
  const all = useQuery(verdictsQuery(workspaceId, runRef)).data ?? []
  const last = all.at(-1)
  return all.filter((verdict) => verdict.state === last?.state && verdict.visit === last?.visit)
}

type QuestionsProps = {
  questions: string[]
  answers: Answers
  onChange: (next: (old: Answers) => Answers) => void
}

function Questions({ questions, answers, onChange }: QuestionsProps) {
  return questions.map((question, index) => (
    <Field key={question} label={question}>
      {(wired) => (
        <Textarea
          {...wired}
          value={answers.replies[index] ?? ''}
          onChange={(event) =>
            onChange((old) => {
              const replies = [...old.replies]
              replies[index] = event.target.value
              return { ...old, replies }
            })
          }
        />
      )}
    </Field>
  ))
}

function RefusalNotice({ refusal, onReload }: { refusal: Refusal; onReload: () => void }) {
  if (refusal.kind === 'field') return null
  const reload = (
    <Button size="sm" onClick={onReload}>
      {t('decision.reload')}
    </Button>
  )
  return (
    <div
      role="alert"
      className="grid justify-items-start gap-2 rounded-control bg-mark-warning p-3 text-fg"
    >
      {refusal.kind === 'made' && (
        <>
          <p>
            {t('decision.made', {
              by: refusal.by ?? t('decision.somebody'),
              decision:
                (refusal.decision && maybe(`decision.past.${refusal.decision}`)) ??
                refusal.decision ??
                '',
              at: refusal.at ? formatMoment(refusal.at) : '',
            })}
          </p>
          {reload}
        </>
      )}
      {refusal.kind === 'outdated' && (
        <>
          <p>{t('decision.outdated')}</p>
          {reload}
        </>
      )}
      {refusal.kind === 'findings' && (
        <>
          <p>{t('decision.blocked')}</p>
          <FindingList findings={refusal.findings} />
        </>
      )}
      {refusal.kind === 'other' && <p>{refusal.message}</p>}
    </div>
  )
}
