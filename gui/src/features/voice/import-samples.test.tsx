import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { ImportSamples } from './import-samples'

const base = `/api/v1/w/${workspaceId}/voice/samples`
const found = {
  committed: false,
  added: 2,
  known: 1,
  failed: 0,
  words: 9,
  rows: [{ row: 2, excerpt: 'Nine meetings a week.', words: 4, becomes: 'new' }],
}

beforeEach(() =>
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 }),
)

it('shows the texts of a file before they are taken in', async () => {
  const user = userEvent.setup()
  const commits: (string | null)[] = []
  server.use(
    http.post(address(`${base}/import`), ({ request }) => {
      commits.push(new URL(request.url).searchParams.get('commit'))
      return HttpResponse.json(found)
    }),
  )
  await renderInWorkspace(<ImportSamples />)
  const file = new File(['x'], 'Shares.csv', { type: 'text/csv' })
  await user.upload(await screen.findByLabelText('File with texts'), file)
  const table = await screen.findByRole('region', { name: 'Texts that were found, table' })
  expect(within(table).getByText('Nine meetings a week.')).toBeVisible()
  expect(commits).toEqual(['false'])
  await user.click(screen.getByRole('button', { name: 'Take in 2 texts' }))
  expect(await screen.findByText('2 texts were taken in.')).toBeVisible()
  expect(commits).toEqual(['false', 'true'])
  expect(screen.queryByRole('region', { name: /table/ })).toBeNull()
})

it('looks at published posts, and says why a file is not taken', async () => {
  const user = userEvent.setup()
  server.use(
    http.post(address(`${base}/import-posts`), () => HttpResponse.json({ ...found, added: 0 })),
    http.post(address(`${base}/import`), () =>
      problem(415, 'voice.unsupported_file', 'a.pdf holds no texts.'),
    ),
  )
  await renderInWorkspace(<ImportSamples />)
  await user.click(await screen.findByRole('button', { name: 'Look at what is published here' }))
  expect(await screen.findByRole('button', { name: 'Take in 0 texts' })).toBeDisabled()
  const file = new File(['x'], 'a.txt', { type: 'text/plain' })
  await user.upload(screen.getByLabelText('File with texts'), file)
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('holds no texts'))
  expect(screen.queryByRole('button', { name: /^Take in/ })).toBeNull()
})
