import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import type { Quote, StartRunRequest } from '@/api/types'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { sampleQuote } from '@/test/samples'
import { address, problem, server } from '@/test/server'
import { NewStoryPage } from './new-story-page'
import { capOf } from '@/lib/caps'

const base = `/api/v1/w/${workspaceId}`
const story = 'We had nine standing meetings a week until Ana counted the hours.'
const config = {
  slug: 'offline',
  name: 'Offline',
  description: 'By rules.',
  environment: 'any',
  features: [],
  offline: true,
  deprecated: false,
  usable: true,
  price_credits: 0,
}

/** Answers every start with the given refusal and keeps what was asked for. */
function serve(refusal: () => Response, quotes: Partial<Quote>[] = []) {
  const asked: StartRunRequest[] = []
  let told = 0
  server.use(
    http.get(address(`${base}/transcribe/availability`), () =>
      HttpResponse.json({ available: false, max_bytes: 1, max_seconds: 1, extensions: [] }),
    ),
    http.get(address(`${base}/workflow-configs`), () =>
      HttpResponse.json({ items: [config], default_slug: 'offline', selected_slug: null }),
    ),
    http.post(address(`${base}/workflow-runs/quote`), () =>
      HttpResponse.json(sampleQuote({ would_exceed: true, ...quotes[told++] })),
    ),
    http.post(address(`${base}/workflow-runs`), async ({ request }) => {
      asked.push((await request.json()) as StartRunRequest)
      return refusal()
    }),
  )
  return asked
}

const capRefused = () =>
  problem(422, 'run.cap_invalid', 'The cap 900 is not between 0 and the 5 USD this allows.')

async function open() {
  await renderInWorkspace(<NewStoryPage />)
  await screen.findByText('By rules.')
  await userEvent.click(screen.getByText('More options'))
}

const start = () => userEvent.click(screen.getByRole('button', { name: /^Start/ }))

async function writeStory() {
  await userEvent.click(screen.getByLabelText('Your story'))
  await userEvent.paste(story)
}

describe('a new story', () => {
  beforeEach(() =>
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 }),
  )

  it('sends what was chosen under more options', async () => {
    const asked = serve(capRefused)
    await open()
    await writeStory()
    await userEvent.selectOptions(screen.getByLabelText('Platform'), 'threads')
    await userEvent.selectOptions(screen.getByLabelText('Quality level'), 'premium')
    await userEvent.selectOptions(screen.getByLabelText('Shape'), 'SHORT')
    await userEvent.type(screen.getByLabelText(/Spend at most/), '2,50')
    await userEvent.click(screen.getByLabelText(/Nobody is watching/))
    await userEvent.click(screen.getByLabelText(/Start paused/))
    await userEvent.type(screen.getByLabelText(/Credits at most/), '9')
    await start()
    await waitFor(() => expect(asked).toHaveLength(1))
    expect(asked[0]).toEqual({
      story,
      config: 'offline',
      tier: 'premium',
      platform: 'threads',
      shape: 'SHORT',
      unattended: true,
      start_paused: true,
      max_cost_usd: 2.5,
      max_credits: 9,
      quote_id: sampleQuote().quote_id,
    })
  })

  it("shows the server's sentence beside its field until the field changes", async () => {
    serve(capRefused)
    await open()
    await writeStory()
    const cap = screen.getByLabelText(/Spend at most/)
    await userEvent.type(cap, '900')
    await start()
    await screen.findByText(/The cap 900 is not between/)
    expect(cap).toHaveAccessibleDescription(/The cap 900/)
    await waitFor(() => expect(cap).toHaveFocus())
    expect(screen.queryByRole('alert')).toBeNull()
    await userEvent.type(cap, '{Backspace}')
    expect(screen.queryByText(/The cap 900/)).toBeNull()
  })

  it('says where the price comes from and what the caps leave', async () => {
    serve(capRefused)
    await open()
    await writeStory()
    await screen.findByText(/From the last 7 runs like it/)
    expect(screen.getByText(/of \$5/)).toBeVisible()
    expect(screen.getByText(/would pause there/)).toBeVisible()
  })

  it('tells what changed when the price no longer holds, and starts at the new one', async () => {
    const detail = 'The configuration has changed since the price was told.'
    const asked = serve(
      () => problem(409, 'run.quote_changed', detail),
      [{ credits: 5 }, { credits: 7, quote_id: 'renewed' }],
    )
    await open()
    await writeStory()
    await screen.findByText('5 credits')
    await start()
    await screen.findByText(detail)
    expect(await screen.findByText('5 → 7')).toBeVisible()
    expect(screen.getByRole('button', { name: /^Start$|^Start .*↵/ })).toBeDisabled()
    await userEvent.click(screen.getByRole('button', { name: 'Start for 7 credits' }))
    await waitFor(() => expect(asked).toHaveLength(2))
    expect(asked.map((each) => each.quote_id)).toEqual([sampleQuote().quote_id, 'renewed'])
  })

  it('is not started at a price dearer than the list says before anybody saw it', async () => {
    const asked = serve(
      () => problem(402, 'usage.credits_exceeded', 'Not enough.'),
      [{ credits: 24 }],
    )
    await open()
    await writeStory()
    await start()
    expect(await screen.findByText(/It costs 24 credits/)).toBeVisible()
    expect(asked).toHaveLength(0)
    await start()
    await waitFor(() => expect(asked).toHaveLength(1))
    expect(asked[0]?.quote_id).toBe(sampleQuote().quote_id)
  })

  it('asks nobody while the cap is no amount', async () => {
    const asked = serve(capRefused)
    await open()
    await writeStory()
    await userEvent.type(screen.getByLabelText(/Spend at most/), 'a lot')
    await userEvent.click(screen.getByRole('button', { name: /^Start/ }))
    await screen.findByText(/Enter an amount above zero/)
    expect(asked).toHaveLength(0)
  })

  it('remembers habits for the next story and says them while folded', async () => {
    localStorage.setItem(
      `postmagiq.start.${workspaceId}`,
      JSON.stringify({ platform: 'x', tier: 'gold', cap: '3' }),
    )
    serve(capRefused)
    await renderInWorkspace(<NewStoryPage />)
    await screen.findByText('X · at most $3')
    expect(screen.getByLabelText('Quality level')).toHaveValue('')
  })

  it.each([
    ['', undefined],
    ['2.50', 2.5],
    ['2,5', 2.5],
    ['$ 4', 4],
    ['0', NaN],
    ['-1', NaN],
    ['1e9', NaN],
  ])('reads the cap %j as %j', (typed, amount) => {
    expect(capOf(typed)).toEqual(amount)
  })
})
