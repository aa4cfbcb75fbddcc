import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it, vi } from 'vitest'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, server } from '@/test/server'
import { Evaluation } from './evaluation-page'

const at = (path: string) => address(`/api/v1/w/${workspaceId}${path}`)

const summary = {
  total_runs: 4,
  completed_runs: 2,
  success_rate: 66.7,
  total_tokens: 1200,
  breaker_trips: 1,
  total_cost_usd: 1.25,
}

function answers(asked: string[] = []) {
  server.use(
    http.get(at('/evaluation/summary'), () => HttpResponse.json(summary)),
    http.get(at('/evaluation/agents'), ({ request }) => {
      asked.push(request.url)
      return new URL(request.url).searchParams.get('format') === 'csv'
        ? HttpResponse.text('name\r\nwriter-a\r\n')
        : HttpResponse.json({
            period_days: 30,
            agents: [{ name: 'writer-a', avg_score: 8.5, selected_rate: 100, sample_size: 4 }],
          })
    }),
    http.get(at('/evaluation/trend'), () =>
      HttpResponse.json({
        weeks: [
          { week: '2025-W52', runs: 0, total_tokens: 0 },
          { week: '2026-W01', runs: 2, avg_quality: 7.5, total_tokens: 1200 },
        ],
      }),
    ),
    http.get(at('/evaluation/costs'), () =>
      HttpResponse.json({
        total_cost_usd: 1.25,
        agents: [
          {
            name: 'writer-a',
            invocations: 3,
            total_tokens: 1200,
            total_cost: 1.25,
            avg_cost: 0.4167,
            percentage: 100,
          },
        ],
      }),
    ),
    http.get(at('/evaluation/auditors'), () => HttpResponse.json({ auditors: [] })),
    http.get(at('/workflow-runs'), () => HttpResponse.json({ items: [] })),
  )
}

describe('the evaluation page', () => {
  it('shows each drawing with a table of the same numbers, and says what is not known', async () => {
    answers()
    await renderInWorkspace(<Evaluation search={{}} change={() => undefined} />, {
      scopes: ['workflow:admin', 'usage:admin'],
    })
    const agents = await screen.findByRole('region', { name: 'Agents by the scores of their drafts', hidden: false })
    expect(agents).toBeVisible()
    expect(await screen.findByText('66.7 %')).toBeVisible()
    const row = (await screen.findAllByRole('row', { name: /writer-a/ }))[0]!
    expect(within(row).getByText('8.5')).toBeVisible()
    expect(within(row).getAllByText('n/a')).toHaveLength(5)
    expect(screen.getByRole('row', { name: /2026-W01/ })).toHaveTextContent('7.5')
    expect(screen.getByRole('row', { name: /2025-W52/ })).toHaveTextContent('n/a')
    expect(screen.getByText('$1.25 in all, whatever became of the runs.')).toBeVisible()
    expect(screen.getByText('No auditor scored anything in this period.')).toBeVisible()
    expect(screen.getByRole('img', { name: /Quality by week/ })).toBeInTheDocument()
  })

  it('keeps money from those without the right to it', async () => {
    answers()
    await renderInWorkspace(<Evaluation search={{}} change={() => undefined} />, {
      scopes: ['workflow:admin'],
    })
    expect(await screen.findByRole('row', { name: /writer-a/ })).toBeVisible()
    expect(screen.queryByLabelText('Cost by')).not.toBeInTheDocument()
  })

  it('asks for what is counted, and hands the same report over as a file', async () => {
    const asked: string[] = []
    answers(asked)
    const change = vi.fn()
    const url = vi.fn(() => 'blob:file')
    Object.assign(URL, { createObjectURL: url, revokeObjectURL: vi.fn() })
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    await renderInWorkspace(<Evaluation search={{ days: 7, offline: true }} change={change} />, {
      scopes: ['workflow:admin'],
    })
    await screen.findByRole('row', { name: /writer-a/ })
    expect(asked[0]).toContain('days=7')
    expect(asked[0]).toContain('include_offline=true')
    await userEvent.click(screen.getByRole('button', { name: /agents.csv/ }))
    await vi.waitFor(() => expect(url).toHaveBeenCalled())
    expect(asked.at(-1)).toContain('format=csv')
    await userEvent.click(screen.getByLabelText('90 days'))
    expect(change).toHaveBeenCalledWith({ days: 90 })
    await userEvent.click(screen.getByLabelText('Count runs without AI'))
    expect(change).toHaveBeenCalledWith({ offline: undefined })
  })

  it('says what went wrong and offers to try again', async () => {
    answers()
    server.use(
      http.get(at('/evaluation/summary'), () =>
        HttpResponse.json(
          { status: 500, code: 'internal_error', title: 'No', detail: 'It broke.' },
          { status: 500, headers: { 'content-type': 'application/problem+json' } },
        ),
      ),
    )
    await renderInWorkspace(<Evaluation search={{}} change={() => undefined} />, {
      scopes: ['workflow:admin'],
    })
    expect(await screen.findByRole('alert')).toHaveTextContent('It broke.')
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
  })
})
