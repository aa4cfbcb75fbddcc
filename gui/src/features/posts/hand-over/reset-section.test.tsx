import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { ResetSection } from './reset-section'

beforeEach(() =>
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 }),
)

it('begins a post anew only when its number was typed, and says what stands in the way', async () => {
  const user = userEvent.setup()
  const sent: unknown[] = []
  server.use(
    http.post(address(`/api/v1/w/${workspaceId}/posts/12/reset`), async ({ request }) => {
      sent.push(await request.json())
      return problem(409, 'post.run_active', 'A run writes this post.')
    }),
  )
  await renderInWorkspace(<ResetSection postRef="12" number={12} />)
  await user.click(await screen.findByRole('button', { name: 'Begin anew' }))
  const begin = () =>
    screen.getAllByRole('button', { name: 'Begin anew' }).at(-1) as HTMLButtonElement
  expect(begin()).toBeDisabled()
  await user.type(screen.getByLabelText('Type 12, the number of the post'), '1')
  expect(begin()).toBeDisabled()
  await user.type(screen.getByLabelText('Type 12, the number of the post'), '2')
  await user.click(begin())
  await waitFor(() => expect(sent).toEqual([{ confirm: 12 }]))
  expect(await screen.findByText('A run writes this post.')).toBeVisible()
})
