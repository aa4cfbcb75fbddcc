import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { meQuery } from '@/api/queries'
import { useSession } from '@/api/session'
import { newClient, renderAt } from '@/test/render'
import { address, server } from '@/test/server'
import { FeedbackPage } from './feedback-page'

const events = address('/api/v1/w/:workspace/telemetry/events')
const privacy = address('/api/v1/users/me/privacy')

beforeEach(() => {
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
})

async function fill() {
  const client = newClient()
  client.setQueryData(meQuery.queryKey, {
    user: {},
    memberships: [{ workspace_id: 'w1', slug: 'northwind' }],
  } as never)
  renderAt(<FeedbackPage />, client, '/')
  await userEvent.click(await screen.findByLabelText('It helps me'))
  await userEvent.type(screen.getByLabelText('Your words'), ' The board is quick. ')
}

it('sends nothing before somebody agrees, and says yes before the words', async () => {
  const seen: unknown[] = []
  server.use(
    http.put(privacy, async ({ request }) => {
      seen.push(await request.json())
      return HttpResponse.json({})
    }),
    http.post(events, async ({ request }) => {
      seen.push(((await request.json()) as { events: { payload: unknown }[] }).events[0]?.payload)
      return HttpResponse.json({ accepted: 1, dropped: [] }, { status: 202 })
    }),
  )
  await fill()
  expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled()
  await userEvent.click(screen.getByLabelText('Keep what I type here'))
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  expect(await screen.findByText('Thank you. Your words are kept.')).toBeVisible()
  expect(seen).toEqual([
    { consents: { feedback_collection: true } },
    { rating: 5, text: 'The board is quick.' },
  ])
})

it('says when nothing was kept, and keeps the words on the page', async () => {
  server.use(
    http.put(privacy, () => HttpResponse.json({})),
    http.post(events, () =>
      HttpResponse.json(
        { accepted: 0, dropped: [{ index: 0, reason: 'workspace_disabled' }] },
        { status: 202 },
      ),
    ),
  )
  await fill()
  await userEvent.click(screen.getByLabelText('Keep what I type here'))
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  await waitFor(() =>
    expect(screen.getByText(/This workspace lets nothing be counted/)).toBeVisible(),
  )
  expect(screen.getByLabelText('Your words')).toHaveValue(' The board is quick. ')
})
