import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { RecurrenceForm } from './recurrence-form'

const base = `/api/v1/w/${workspaceId}`

beforeEach(() =>
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 }),
)

it('starts runs from the story of a post that is named by its number', async () => {
  const user = userEvent.setup()
  const sent: object[] = []
  server.use(
    http.get(address(`${base}/platforms`), () =>
      HttpResponse.json({
        items: [{ id: 'f1', kind: 'linkedin', name: 'LinkedIn', is_active: true }],
      }),
    ),
    http.get(address(`${base}/posts/12`), () => HttpResponse.json({ id: 'p12' })),
    http.get(address(`${base}/posts/99`), () => problem(404, 'post.not_found', 'No post 99.')),
    http.post(address(`${base}/recurrences`), async ({ request }) => {
      sent.push((await request.json()) as object)
      return HttpResponse.json({ id: 'r1' }, { status: 201 })
    }),
  )
  await renderInWorkspace(<RecurrenceForm />)
  const start = await screen.findByLabelText(/^Start a run on each/)
  expect(start).toBeDisabled()
  await user.type(screen.getByLabelText('Topic'), 'Week in review')
  await user.type(screen.getByLabelText('Begin with the text of post'), '99')
  await user.click(start)
  await waitFor(() => expect(screen.getByRole('button', { name: 'Add' })).toBeEnabled())
  await user.click(screen.getByRole('button', { name: 'Add' }))
  expect(await screen.findByText('No post 99.')).toBeVisible()
  await user.clear(screen.getByLabelText('Begin with the text of post'))
  await user.type(screen.getByLabelText('Begin with the text of post'), '12')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    topic_pattern: 'Week in review',
    copy_post_id: 'p12',
    start_workflow: true,
  })
})
