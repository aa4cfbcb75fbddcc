import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, server } from '@/test/server'
import { ExperimentView } from './experiment-page'
import { SetView } from './set-page'
import { Sets } from './sets-page'

const at = (path: string) => address(`/api/v1/w/${workspaceId}/evaluation${path}`)
const admin = { scopes: ['workflow:admin', 'usage:admin'] } as never

const set = {
  id: 's1',
  name: 'Our best',
  description: '',
  revision: 3,
  cases: 1,
  created_at: '2026-11-01T10:00:00Z',
  updated_at: '2026-11-01T10:00:00Z',
}

const arm = (label: string) => ({
  label,
  config_slug: 'offline',
  tier: 'premium',
  config_hash: 'h',
  offline: true,
  differences: [],
  complete: 1,
  failed: 0,
  skipped: 0,
})

const cell = (side: string, score: number) => ({
  case_id: 'c1',
  position: 1,
  label: 'The oven',
  arm: side,
  repeat: 1,
  status: 'done',
  metrics: { final_score: score },
})

const report = (status: string) => ({
  experiment: {
    id: 'e1',
    set_id: 's1',
    set_name: 'Our best',
    set_revision: 3,
    label: 'offline / lesson',
    arms: { a: arm('offline'), b: arm('lesson') },
    repeats: 1,
    status,
    max_cost_usd: 1,
    max_credits: 0,
    credits_quoted: 0,
    spent_usd: 0.2,
    spent_credits: 0,
    progress: { queued: 0, running: status === 'running' ? 1 : 0, done: 1, failed: 0, skipped: 0 },
    created_at: '2026-11-01T10:00:00Z',
  },
  metrics: [
    {
      metric: 'final_score',
      better: 'higher',
      cases: 1,
      mean_a: 7,
      mean_b: 8,
      difference: 1,
      wins: 1,
      ties: 0,
      losses: 0,
      verdict: 'too_few',
    },
  ],
  preferences: { a: 0, b: 0, ties: 0 },
  cases: [
    {
      case_id: 'c1',
      position: 1,
      label: 'The oven',
      a: { cells: [cell('a', 7)], text: 'Old oven' },
      b: { cells: [cell('b', 8)], text: 'New oven' },
      hunks: [
        { op: 'delete', text: 'Old' },
        { op: 'insert', text: 'New' },
        { op: 'equal', text: ' oven' },
      ],
    },
  ],
})

describe('golden sets', () => {
  it('say that there is none, and what went wrong', async () => {
    server.use(http.get(at('/sets'), () => HttpResponse.json({ items: [] })))
    await renderInWorkspace(<Sets />, admin)
    expect(await screen.findByText(/There is no golden set yet/)).toBeVisible()
    server.use(
      http.post(at('/sets'), () =>
        HttpResponse.json(
          { status: 409, code: 'evaluation.name_taken', detail: 'That name is taken.' },
          { status: 409, headers: { 'content-type': 'application/problem+json' } },
        ),
      ),
    )
    await userEvent.type(screen.getByLabelText('Name of the new set'), 'Our best')
    await userEvent.click(screen.getByRole('button', { name: 'Create set' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('That name is taken.')
  })

  it('take a case, ask the price of both arms and start with caps', async () => {
    const sent: Record<string, unknown>[] = []
    const body = async (request: Request) => {
      sent.push((await request.json()) as Record<string, unknown>)
    }
    server.use(
      http.get(at('/sets/s1'), () => HttpResponse.json(set)),
      http.get(at('/sets/s1/cases'), () =>
        HttpResponse.json({
          items: [
            {
              id: 'c1',
              position: 1,
              label: 'The oven',
              story: 'On Monday the oven did not start.',
              expectations: { must_contain: ['oven'] },
              tags: [],
            },
          ],
        }),
      ),
      http.get(at('/experiments'), () => HttpResponse.json({ items: [] })),
      http.get(address(`/api/v1/w/${workspaceId}/workflow-runs`), () =>
        HttpResponse.json({ items: [] }),
      ),
      http.get(address(`/api/v1/w/${workspaceId}/workflow-configs`), () =>
        HttpResponse.json({
          items: [
            { slug: 'offline', name: 'Offline' },
            { slug: 'groq-production', name: 'Groq' },
          ],
        }),
      ),
      http.post(at('/sets/s1/cases'), async ({ request }) => {
        await body(request)
        return HttpResponse.json({}, { status: 201 })
      }),
      http.post(at('/experiments/quote'), async ({ request }) => {
        await body(request)
        const quoted = { credits: 4, unusable_agents: [] }
        return HttpResponse.json({
          quote_id: 'q1',
          cells: 2,
          credits: 8,
          arms: { a: quoted, b: quoted },
          cost_usd: { expected: 0.01, high: 0.021, worst: 1, basis: 'computed', sample_size: 0 },
          duration_s: { expected: 4, high: 8 },
          available: true,
          would_exceed: false,
        })
      }),
      http.post(at('/experiments'), async ({ request }) => {
        await body(request)
        return HttpResponse.json({ id: 'e1' }, { status: 201 })
      }),
    )
    await renderInWorkspace(<SetView setId="s1" />, admin)
    expect(await screen.findByText('7 words · 1 expectation')).toBeVisible()

    await userEvent.click(screen.getByRole('button', { name: 'Add a case' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add a case' })
    await userEvent.type(within(dialog).getByLabelText('Story'), 'The lift stood still.')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save case' }))
    await expect.poll(() => sent.length).toBe(1)
    expect(sent[0]).toMatchObject({ story: 'The lift stood still.' })

    const b = await screen.findByRole('group', { name: 'B: to be tried' })
    await userEvent.selectOptions(within(b).getByLabelText('Workflow'), 'groq-production')
    await userEvent.type(within(b).getByLabelText('Version'), '3')
    await userEvent.click(screen.getByRole('button', { name: 'Show the price' }))
    expect(await screen.findByText('8 credits')).toBeVisible()
    expect(screen.getByLabelText('Stop at this cost in US dollars')).toHaveValue(0.03)
    await userEvent.click(screen.getByRole('button', { name: 'Start the experiment' }))
    await expect.poll(() => sent.length).toBe(3)
    expect(sent[2]).toEqual({
      set_id: 's1',
      arms: {
        a: { config_slug: 'offline' },
        b: { config_slug: 'groq-production', version: 3 },
      },
      repeats: 1,
      quote_id: 'q1',
      max_cost_usd: 0.03,
      max_credits: 8,
    })
  })
})

describe('an experiment', () => {
  it('shows cells and a way to cancel while it runs', async () => {
    server.use(http.get(at('/experiments/e1/report'), () => HttpResponse.json(report('running'))))
    await renderInWorkspace(<ExperimentView experimentId="e1" />, admin)
    expect(await screen.findByRole('button', { name: 'Cancel experiment' })).toBeVisible()
    expect(screen.getByRole('row', { name: /The oven/ })).toHaveTextContent('done · 7')
    expect(screen.queryByText('Blind reading')).not.toBeInTheDocument()
  })

  it('tells its verdicts in words and names arms after the last judgement', async () => {
    const judged: unknown[] = []
    const pair = { case_id: 'c1', position: 1, label: 'The oven', left: 'New', right: 'Old' }
    server.use(
      http.get(at('/experiments/e1/report'), () => HttpResponse.json(report('complete'))),
      http.get(at('/experiments/e1/pairs'), () =>
        HttpResponse.json({ items: [pair], judged: 0, named: false }),
      ),
      http.post(at('/experiments/e1/preferences'), async ({ request }) => {
        judged.push(await request.json())
        return HttpResponse.json({
          items: [{ ...pair, choice: 'left', left_arm: 'b' }],
          judged: 1,
          named: true,
        })
      }),
    )
    await renderInWorkspace(<ExperimentView experimentId="e1" />, admin)
    expect(await screen.findByText('Too few cases: 1, and 6 are needed')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Begin reading' }))
    expect(await screen.findByText('Case 1 of 1: The oven')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'The left one' }))
    expect(await screen.findByText('B: lesson', { selector: 'li span' })).toBeVisible()
    expect(judged).toEqual([{ case_id: 'c1', choice: 'left' }])
  })
})
