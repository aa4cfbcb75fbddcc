import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import type { Decision, DecisionRequest, QualityReport } from '@/api/types'
import type { Scope } from '@/lib/permissions'
import { newClient, renderInWorkspace, workspaceId } from '@/test/render'
import { sampleDecision, sampleOutput, sampleRun, runId } from '@/test/samples'
import { address, problem, server } from '@/test/server'
import { DecisionPanel } from './decision-panel'
import { verdictsQuery } from './queries'
import { TextPanel } from './text-panel'
import { useEdit } from './use-edit'

const base = `/api/v1/w/${workspaceId}`
const decisions = address(`${base}/workflow-runs/${runId}/decisions`)
const finding = {
  index: 0,
  dismissed: false,
  check: 'fabrication.number',
  severity: 'block' as const,
  start: 14,
  end: 18,
  text: '40 %',
  message: 'is not in your story',
}
const report = (findings: QualityReport['findings']): QualityReport => ({
  content_hash: '',
  profile: 'linkedin',
  profile_version: 1,
  language: 'en',
  language_supported: true,
  passed: findings.length === 0,
  score: 8,
  scores: { hook: 8, specifics: 8, voice: 8, structure: 8, accuracy: 8 },
  metrics: {
    words: 4,
    chars: 21,
    sentences: 1,
    paragraphs: 1,
    flesch: 70,
    grade: 5,
    mean_sentence_words: 4,
    hook_chars: 21,
    hashtags: 0,
    passive_share: 0,
    supported_share: 1,
  },
  findings,
})

function Both({ decision }: { decision: Decision }) {
  const output = sampleOutput()
  const edit = useEdit(workspaceId, runId, output)
  return (
    <>
      <TextPanel
        output={output}
        edit={edit}
        report={edit.report}
        lit={[]}
        onLight={() => undefined}
        onPin={() => undefined}
      />
      <DecisionPanel
        run={sampleRun({ status: 'awaiting_human' })}
        runRef="42"
        decision={decision}
        content={output}
        report={edit.report}
        edit={edit}
      />
    </>
  )
}

async function open(decision: Decision, scopes?: Scope[]) {
  const client = newClient()
  client.setQueryData(verdictsQuery(workspaceId, '42').queryKey, [])
  await renderInWorkspace(<Both decision={decision} />, { client, scopes })
  await screen.findByRole('heading', { name: 'You decide' })
}

function accepting() {
  const bodies: DecisionRequest[] = []
  server.use(
    http.post(decisions, async ({ request }) => {
      bodies.push((await request.json()) as DecisionRequest)
      return HttpResponse.json(sampleRun())
    }),
  )
  return bodies
}

const refusing = (status: number, code: string, detail: string, more?: Record<string, unknown>) =>
  server.use(http.post(decisions, () => problem(status, code, detail, more)))

beforeEach(() => {
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
  server.use(
    http.get(address(`${base}/workflow-runs/42`), () => HttpResponse.json(sampleRun())),
    http.get(address(`${base}/workflow-runs/42/audits`), () => HttpResponse.json({ items: [] })),
  )
})

describe('deciding', () => {
  it('approves with the decision’s id and the hash of the text on screen', async () => {
    const bodies = accepting()
    await open(sampleDecision())
    await userEvent.click(screen.getByRole('button', { name: /^Approve/ }))
    await waitFor(() =>
      expect(bodies).toEqual([
        { decision_id: 'decision-1', decision: 'approved', content_hash: 'hash-1' },
      ]),
    )
  })

  it('approves by the key a, but not while typing', async () => {
    const bodies = accepting()
    await open(sampleDecision())
    await userEvent.type(screen.getByLabelText('What should change?'), 'a')
    expect(bodies).toEqual([])
    screen.getByLabelText('What should change?').blur()
    await userEvent.keyboard('a')
    await waitFor(() => expect(bodies).toHaveLength(1))
  })

  it('asks for words before it requests changes', async () => {
    const bodies = accepting()
    await open(sampleDecision())
    await userEvent.click(screen.getByRole('button', { name: 'Request changes' }))
    expect(screen.getByText('Say what should change, or choose another way on.')).toBeVisible()
    expect(screen.getByLabelText('What should change?')).toHaveFocus()
    await userEvent.type(screen.getByLabelText('What should change?'), 'Shorter')
    await userEvent.click(screen.getByRole('button', { name: 'Request changes' }))
    await waitFor(() =>
      expect(bodies[0]).toMatchObject({ decision: 'feedback', feedback: 'Shorter' }),
    )
  })

  it('offers only what the server offers', async () => {
    await open(sampleDecision({ options: ['approved'] }))
    expect(screen.getByRole('button', { name: /^Approve/ })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Request changes' })).not.toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Stop run' })).not.toBeInTheDocument()
  })

  it('has one box per question and sends question and answer together', async () => {
    const bodies = accepting()
    await open(
      sampleDecision({
        kind: 'questions',
        questions: ['Who was there?', 'When?'],
        options: ['approved', 'feedback', 'abort'],
      }),
    )
    await userEvent.type(screen.getByLabelText('Who was there?'), 'Ana')
    await userEvent.click(screen.getByRole('button', { name: 'Answer' }))
    await waitFor(() =>
      expect(bodies[0]).toMatchObject({ decision: 'feedback', feedback: 'Who was there?\nAna' }),
    )
    expect(screen.getByRole('button', { name: /Go on without/ })).toBeInTheDocument()
  })

  it('asks before it stops a run', async () => {
    const bodies = accepting()
    await open(sampleDecision())
    await userEvent.click(screen.getByRole('button', { name: 'Stop run' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Keep running' }))
    expect(bodies).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Stop run' }))
    const dialog = await screen.findByRole('dialog')
    await userEvent.click(
      [...dialog.querySelectorAll('button')].find((button) => button.textContent === 'Stop run')!,
    )
    await waitFor(() => expect(bodies[0]).toMatchObject({ decision: 'abort' }))
  })

  it('lets those who may not decide only watch', async () => {
    await open(sampleDecision(), ['workflow:read'])
    expect(screen.getByText(/You can watch/)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Approve/ })).not.toBeInTheDocument()
  })

  it('leaves out approving for those who may not approve', async () => {
    await open(sampleDecision(), ['workflow:read', 'workflow:execute'])
    expect(screen.queryByRole('button', { name: /^Approve/ })).not.toBeInTheDocument()
    expect(screen.getByText(/takes the right to approve posts/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Request changes' })).toBeEnabled()
  })
})

describe('refusals', () => {
  it('say who was faster, with what, and close the form', async () => {
    refusing(409, 'decision.already_made', 'Made.', {
      by: { id: 'l', name: 'Leo' },
      at: '2026-01-05T09:05:00Z',
      decision: 'feedback',
    })
    await open(sampleDecision())
    await userEvent.click(screen.getByRole('button', { name: /^Approve/ }))
    expect(await screen.findByText(/Leo has already decided: changes requested\./)).toBeVisible()
    expect(screen.getByRole('button', { name: /^Approve/ })).toBeDisabled()
    expect(screen.getByRole('button', { name: 'Show what is there now' })).toBeEnabled()
  })

  it('keep what was typed when the text has changed meanwhile', async () => {
    refusing(409, 'decision.content_changed', 'Changed.')
    await open(sampleDecision())
    await userEvent.type(screen.getByLabelText('What should change?'), 'Shorter')
    await userEvent.click(screen.getByRole('button', { name: 'Request changes' }))
    expect(await screen.findByText(/The run has moved on/)).toBeVisible()
    expect(screen.getByLabelText('What should change?')).toHaveValue('Shorter')
  })

  it('about the feedback stand beside the feedback', async () => {
    refusing(422, 'decision.feedback_too_long', 'At most 10,000 characters.')
    await open(sampleDecision())
    await userEvent.type(screen.getByLabelText('What should change?'), 'Long')
    await userEvent.click(screen.getByRole('button', { name: 'Request changes' }))
    await waitFor(() =>
      expect(screen.getByLabelText('What should change?')).toHaveAccessibleDescription(
        'At most 10,000 characters.',
      ),
    )
  })

  it('of an edit list the findings and take a signature', async () => {
    let accepted: boolean | undefined
    server.use(
      http.post(address(`${base}/quality/check`), () => HttpResponse.json(report([]))),
      http.post(decisions, async ({ request }) => {
        const body = (await request.json()) as DecisionRequest
        accepted = body.accept_findings
        return accepted
          ? HttpResponse.json(sampleRun())
          : problem(422, 'decision.edit_has_blocking_findings', 'Blocked.', { findings: [finding] })
      }),
    )
    await open(sampleDecision())
    await userEvent.click(screen.getByRole('button', { name: 'Edit the text' }))
    await userEvent.type(screen.getByLabelText('The post, edited by you'), ' 40 %')
    await waitFor(() => expect(screen.getByRole('button', { name: /^Approve/ })).toBeEnabled(), {
      timeout: 4000,
    })
    await userEvent.click(screen.getByRole('button', { name: /^Approve/ }))
    expect(
      await screen.findByText('The edited text has findings that block approval:'),
    ).toBeVisible()
    await userEvent.click(screen.getByLabelText(/I have read the blocking findings/))
    await userEvent.click(screen.getByRole('button', { name: /^Approve/ }))
    await waitFor(() => expect(accepted).toBe(true))
  })
})

describe('editing in place', () => {
  it('holds approval back until the edited text is checked and clean', async () => {
    const checked: string[] = []
    server.use(
      http.post(address(`${base}/quality/check`), async ({ request }) => {
        const { text } = (await request.json()) as { text: string }
        checked.push(text)
        return HttpResponse.json(report(text.includes('40 %') ? [finding] : []))
      }),
    )
    await open(sampleDecision())
    await userEvent.click(screen.getByRole('button', { name: 'Edit the text' }))
    const box = screen.getByLabelText('The post, edited by you')
    await userEvent.type(box, ' 40 %')
    expect(screen.getByRole('button', { name: /^Approve/ })).toBeDisabled()
    await waitFor(() => expect(checked.at(-1)).toBe('Nine meetings a week. 40 %'), {
      timeout: 4000,
    })
    expect(await screen.findByText('1 finding')).toBeVisible()
    expect(screen.getByRole('button', { name: /^Approve/ })).toBeDisabled()
    await userEvent.type(box, '{Backspace}{Backspace}{Backspace}{Backspace}{Backspace}')
    await waitFor(() => expect(screen.getByRole('button', { name: /^Approve/ })).toBeEnabled(), {
      timeout: 4000,
    })
  })
})
