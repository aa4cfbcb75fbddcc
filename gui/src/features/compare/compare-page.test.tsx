import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it, vi } from 'vitest'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, server } from '@/test/server'
import { Compare } from './compare-page'

const at = (path: string) => address(`/api/v1/w/${workspaceId}${path}`)
const run = (number: number) => ({ id: `run-${number}`, number, label: `Story ${number}` })

describe('comparing two runs', () => {
  it('waits until both are chosen', async () => {
    server.use(http.get(at('/workflow-runs'), () => HttpResponse.json({ items: [run(2), run(1)] })))
    const change = vi.fn()
    await renderInWorkspace(<Compare search={{ a: '2' }} change={change} />)
    expect(await screen.findByText(/Choose two runs/)).toBeVisible()
    await screen.findAllByRole('option', { name: '#1 Story 1' })
    await userEvent.selectOptions(screen.getByLabelText('Second run'), '1')
    expect(change).toHaveBeenCalledWith({ b: '1' })
  })

  it('shows scores, findings and texts beside each other', async () => {
    const finding = {
      check: 'fabrication.number',
      severity: 'block',
      text: '77',
      message: 'Invented: 77.',
    }
    server.use(
      http.get(at('/workflow-runs'), () => HttpResponse.json({ items: [run(2), run(1)] })),
      http.get(at('/workflow-runs/compare'), () =>
        HttpResponse.json({
          a: run(1),
          b: run(2),
          same_story: true,
          common_until: { state: 'draft', visit: 1 },
          differs: [{ kind: 'config', path: 'tier', a: 'standard', b: 'premium' }],
          texts: [
            {
              output_type: 'final',
              path: 'final/post.md',
              a_output_id: 'x',
              b_output_id: 'y',
              similarity: 0.9,
              hunks: [
                { op: 'equal', text: 'We met ' },
                { op: 'delete', text: 'twice.' },
                { op: 'insert', text: '77 times.' },
              ],
            },
          ],
          scores: [{ state: 'final-audit', dimension: 'overall', a: 8 }],
          findings: { fixed: [], new: [finding], same: [] },
          coverage: { a: 1, b: 0.5 },
          totals: {
            credits: { a: 7, b: 24 },
            cost_usd: {},
            tokens: { a: 1000, b: 2000 },
            seconds: { a: 12.5, b: 90 },
          },
        }),
      ),
    )
    await renderInWorkspace(<Compare search={{ a: '1', b: '2' }} change={() => undefined} />)
    expect(await screen.findByText(/alike up to Draft/)).toBeVisible()
    const score = screen.getByRole('row', { name: /Final audit: Overall/ })
    expect(
      within(score)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['8', 'n/a'])
    expect(screen.getByRole('row', { name: /Tier/ })).toHaveTextContent('premium')
    expect(screen.getByText('Invented: 77.')).toBeVisible()
    expect(screen.getByText('twice.').tagName).toBe('DEL')
    expect(screen.getByText('77 times.').tagName).toBe('INS')
    expect(screen.queryByText(/\$/)).not.toBeInTheDocument()
  })

  it('says that a fork shares what came before', async () => {
    server.use(
      http.get(at('/workflow-runs'), () => HttpResponse.json({ items: [] })),
      http.get(at('/workflow-runs/compare'), () =>
        HttpResponse.json({
          a: { ...run(3), purpose: 'fork', fork_of: 'run-1' },
          b: run(1),
          same_story: true,
          common_until: { state: 'cross-audit', visit: 1 },
          differs: [],
          texts: [],
          scores: [],
          coverage: {},
          totals: { credits: {}, cost_usd: {}, tokens: {}, seconds: { a: 1, b: 2 } },
        }),
      ),
    )
    await renderInWorkspace(<Compare search={{ a: '3', b: '1' }} change={() => undefined} />)
    expect(
      await screen.findByText(/#3 was forked from #1: both share everything up to Cross audit/),
    ).toBeVisible()
  })

  it('tells why a run cannot stand beside itself', async () => {
    server.use(
      http.get(at('/workflow-runs'), () => HttpResponse.json({ items: [run(1)] })),
      http.get(at('/workflow-runs/compare'), () =>
        HttpResponse.json(
          {
            status: 422,
            code: 'run.compare_same',
            title: 'A run beside itself',
            detail: 'Run 1 stands on both sides; name another one as a or b.',
          },
          { status: 422, headers: { 'content-type': 'application/problem+json' } },
        ),
      ),
    )
    await renderInWorkspace(<Compare search={{ a: '1', b: '1' }} change={() => undefined} />)
    expect(await screen.findByText(/Run 1 stands on both sides/)).toBeVisible()
  })
})
