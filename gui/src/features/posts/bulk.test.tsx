import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { Toaster } from 'sonner'
import { beforeEach, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, server } from '@/test/server'
import { BulkBar } from './bulk-bar'
import { useBulk } from './use-bulk'

const path = address(`/api/v1/w/${workspaceId}/posts/bulk`)
const ids = ['one', 'two']

function Desk() {
  const bulk = useBulk(ids, () => undefined)
  return (
    <>
      <BulkBar
        count={ids.length}
        pending={bulk.pending}
        onChange={bulk.change}
        onAll={() => undefined}
        onNone={() => undefined}
      />
      <ul>
        {bulk.refused.map((result) => (
          <li key={result.id}>{result.detail}</li>
        ))}
      </ul>
      <Toaster />
    </>
  )
}

beforeEach(() => {
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
})

it('changes the chosen posts, says which stay and why, and undoes it', async () => {
  const sent: unknown[] = []
  server.use(
    http.post(path, async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({
        requested: 2,
        succeeded: 1,
        failed: 1,
        results: [
          { id: 'one', ok: true },
          { id: 'two', ok: false, code: 'post.illegal_transition', detail: 'Not from there.' },
        ],
        undo_token: 'token',
        undo_until: '2026-03-01T10:10:00Z',
      })
    }),
    http.post(`${path}/undo`, async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({
        requested: 1,
        succeeded: 1,
        failed: 0,
        results: [{ id: 'one', ok: true }],
      })
    }),
  )
  await renderInWorkspace(<Desk />)
  expect(screen.queryByRole('button', { name: 'Give to' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Status' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Ready' }))
  expect(await screen.findByText('Not from there.')).toBeVisible()
  const undo = await screen.findByRole('button', { name: 'Undo' })
  undo.focus()
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByText('1 post is as before.')).toBeVisible()
  expect(sent).toEqual([
    { ids, action: 'set_status', params: { status: 'ready' } },
    { undo_token: 'token' },
  ])
})
