import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from '@/api/session'
import type { ForkRunRequest } from '@/api/types'
import type { Scope } from '@/lib/permissions'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { runId, sampleOutput, sampleQuote, sampleRun, sampleVisit } from '@/test/samples'
import { address, problem, server } from '@/test/server'
import { AdoptButton } from './adopt-button'
import { ForkDialog } from './fork-dialog'
import { ForkOrigin } from './fork-origin'

const base = `/api/v1/w/${workspaceId}`
const run = sampleRun({ status: 'complete', started_at: '2026-01-05T09:00:00Z' })
const items = (list: unknown[]) => HttpResponse.json({ items: list })
const owner: Scope[] = ['workflow:read', 'workflow:execute', 'strategy:write']

/** A finished run with one synthesis, forked at five credits; what was asked for is kept. */
function serve(answer: (body: ForkRunRequest) => Response) {
  const asked: ForkRunRequest[] = []
  const of = (part: string) => address(`${base}/workflow-runs/42/${part}`)
  server.use(
    http.get(of('graph'), () =>
      HttpResponse.json({
        nodes: [
          {
            state: 'synthesize',
            type: 'orchestrator-task',
            path_index: 1,
            error: false,
            slots: [{ slot: 0, agent: 'editor', label: 'editor' }],
          },
        ],
        edges: [],
      }),
    ),
    http.get(of('states'), () =>
      items([sampleVisit({ state: 'synthesize', started_at: '2026-01-05T09:00:30Z' })]),
    ),
    http.get(of('outputs'), () =>
      items([
        sampleOutput({
          id: 'draft',
          output_type: 'draft',
          state: 'draft',
          created_at: '2026-01-05T09:00:20Z',
        }),
      ]),
    ),
    http.get(of('prompts'), () =>
      items([
        {
          state: 'synthesize',
          visit: 1,
          persona: 'synthesizer',
          source: 'system',
          parts: [{ kind: 'persona', slug: 'synthesizer', version: 1, text: 'Join the drafts.' }],
        },
      ]),
    ),
    http.post(address(`${base}/workflow-runs/${runId}/fork/quote`), () =>
      HttpResponse.json(sampleQuote({ credits: 2 })),
    ),
    http.post(address(`${base}/workflow-runs/${runId}/fork`), async ({ request }) => {
      asked.push((await request.json()) as ForkRunRequest)
      return answer(asked.at(-1) as ForkRunRequest)
    }),
  )
  return asked
}

async function submit() {
  const button = await screen.findByRole('button', { name: 'Fork for 2 credits' })
  await waitFor(() => expect(button).toBeEnabled())
  await userEvent.click(button)
}

describe('the form of a fork', () => {
  beforeEach(() =>
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 }),
  )

  it('shows what is used again and the price, and sends the change with that price', async () => {
    const asked = serve(() => HttpResponse.json(sampleRun({ number: 43 }), { status: 201 }))
    await renderInWorkspace(<ForkDialog run={run} runRef="42" onClose={vi.fn()} />, {
      scopes: owner,
    })
    await screen.findByRole('heading', { name: 'Fork #42 from Synthesize' })
    expect(screen.getByText('Used again').nextSibling).toHaveTextContent('Draft')
    await userEvent.click(screen.getByRole('radio', { name: 'A role’s words' }))
    await userEvent.selectOptions(screen.getByLabelText('Role'), 'synthesizer')
    const words = screen.getByLabelText(/Words of the role/)
    expect(words).toHaveValue('Join the drafts.')
    await userEvent.clear(words)
    await userEvent.type(words, 'Be Waldo.')
    await userEvent.type(screen.getByLabelText(/Your words to it/), 'Shorter.')
    await submit()
    await waitFor(() => expect(asked).toHaveLength(1))
    expect(asked[0]).toEqual({
      from: { state: 'synthesize', visit: 1 },
      changes: { personas: { synthesizer: { template: 'Be Waldo.' } } },
      note: 'Shorter.',
      quote_id: sampleQuote().quote_id,
    })
  })

  it("keeps what was typed when the server refuses, with the server's sentence", async () => {
    serve(() => problem(422, 'fork.invalid_changes', 'There is no model of that name.'))
    await renderInWorkspace(<ForkDialog run={run} runRef="42" onClose={vi.fn()} />)
    await userEvent.type(await screen.findByLabelText(/Your words to it/), 'Shorter.')
    expect(screen.getByRole('radio', { name: 'A role’s words' })).toBeDisabled()
    await submit()
    expect(await screen.findByText('There is no model of that name.')).toBeVisible()
    expect(screen.getByLabelText(/Your words to it/)).toHaveValue('Shorter.')
  })

  it('puts the refusal of a limit beside its field', async () => {
    serve(() => problem(422, 'run.cap_below_quote', 'The fork costs 2 credits, more than 1.'))
    await renderInWorkspace(<ForkDialog run={run} runRef="42" onClose={vi.fn()} />)
    await screen.findByRole('button', { name: 'Fork for 2 credits' })
    await submit()
    await waitFor(() =>
      expect(screen.getByLabelText('Credits at most')).toHaveAccessibleDescription(
        /The fork costs 2 credits/,
      ),
    )
  })
})

describe('a fork', () => {
  const fork_of = {
    run_id: 'source',
    number: 12,
    state: 'synthesize',
    visit: 1,
    about_post_id: 'post',
  }

  it('leads to its source and to both side by side', async () => {
    await renderInWorkspace(<ForkOrigin run={sampleRun({ fork_of })} />)
    expect(screen.getByRole('link', { name: 'Forked from #12 at Synthesize' })).toHaveAttribute(
      'href',
      '/w/northwind/runs/12',
    )
    expect(screen.getByRole('link', { name: 'Compare with source' })).toHaveAttribute(
      'href',
      expect.stringContaining('42'),
    )
  })

  it('says so when the source is gone', async () => {
    await renderInWorkspace(
      <ForkOrigin run={sampleRun({ fork_of: { ...fork_of, number: undefined } })} />,
    )
    expect(screen.getByText(/from a run that was deleted/)).toBeVisible()
    expect(screen.queryByRole('link')).toBeNull()
  })

  it('is adopted once it is finished and belongs to no post', async () => {
    let adopted = 0
    server.use(
      http.post(address(`${base}/workflow-runs/${runId}/adopt`), () => {
        adopted += 1
        return HttpResponse.json({ post_id: 'post' })
      }),
    )
    const done = sampleRun({ fork_of, status: 'complete', final_output_id: 'text' })
    const { unmount } = await renderInWorkspace(<AdoptButton run={done} runRef="42" />)
    await userEvent.click(screen.getByRole('button', { name: 'Adopt this text' }))
    await waitFor(() => expect(adopted).toBe(1))
    unmount()
    await renderInWorkspace(<AdoptButton run={{ ...done, post_id: 'post' }} runRef="42" />)
    expect(screen.queryByRole('button')).toBeNull()
  })
})
