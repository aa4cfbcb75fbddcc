import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import { newClient, renderAt, renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { ExportSection } from './export-section'
import { ImportSection } from './import-section'
import type { Operation } from './queries'

const id = '0190a000-0000-7000-8000-00000000000a'
const imports = '/api/v1/workspaces/import'

const operation = (status: string, more: Partial<Operation> = {}): Operation => ({
  id,
  kind: 'workspace_import',
  status,
  progress: 40,
  done: 4,
  total: 10,
  created_by_id: id,
  created_at: '2026-11-23T10:00:00Z',
  ...more,
})

const preview = {
  operation: operation('needs_review'),
  name: 'Northwind',
  product_version: '1.0',
  exported_at: '2026-11-22T10:00:00Z',
  counts: { posts: 12, post_versions: 30 },
  people: ['Ada Lovelace', 'Ben Second'],
  matches_you: true,
  left_out: { workflow_runs: 1 },
}

async function choose(user: ReturnType<typeof userEvent.setup>) {
  renderAt(<ImportSection />, newClient(), '/')
  await user.upload(
    await screen.findByLabelText('Archive of a workspace'),
    new File(['PK'], 'northwind.zip'),
  )
  await user.click(screen.getByRole('button', { name: 'Look into the archive' }))
}

beforeEach(() => {
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
})

describe('a workspace from an archive', () => {
  it('shows what is in it, and comes in under a name when told to', async () => {
    const user = userEvent.setup()
    const seen: unknown[] = []
    let now = operation('needs_review')
    server.use(
      http.post(address(imports), () => HttpResponse.json(now, { status: 202 })),
      http.get(address(`${imports}/${id}`), () => HttpResponse.json(now)),
      http.get(address(`${imports}/${id}/preview`), () => HttpResponse.json(preview)),
      http.post(address(`${imports}/${id}/commit`), async ({ request }) => {
        seen.push(await request.json())
        now = operation('succeeded', { result: { workspace_id: id } as never })
        return HttpResponse.json(operation('running'), { status: 202 })
      }),
    )
    await choose(user)
    expect(await screen.findByRole('row', { name: 'posts 12' })).toBeVisible()
    expect(screen.getByText(/Ada Lovelace, Ben Second/)).toBeVisible()
    expect(screen.getByText('Left where it was: workflow runs 1')).toBeVisible()
    await user.clear(screen.getByLabelText('Name of the workspace'))
    await user.click(screen.getByRole('button', { name: 'Import' }))
    expect(await screen.findByText('Give it a name.')).toBeVisible()
    await user.type(screen.getByLabelText('Name of the workspace'), 'Southwind')
    await user.click(screen.getByRole('button', { name: 'Import' }))
    expect(await screen.findByRole('progressbar')).toBeVisible()
    expect(
      await screen.findByRole('button', { name: 'Open the workspace' }, { timeout: 3000 }),
    ).toBeVisible()
    expect(seen).toEqual([{ name: 'Southwind', match_me: true }])
  })

  it('says which file is damaged, and takes another one', async () => {
    const user = userEvent.setup()
    server.use(
      http.post(address(imports), () =>
        problem(422, 'import.archive_damaged', 'The archive is damaged at posts.jsonl.'),
      ),
    )
    await choose(user)
    expect(await screen.findByRole('alert')).toHaveTextContent('posts.jsonl')
    expect(screen.getByRole('button', { name: 'Look into the archive' })).toBeEnabled()
  })
})

describe('the archive of a workspace', () => {
  it('is made as chosen, and can be fetched while it is kept', async () => {
    const user = userEvent.setup()
    const seen: unknown[] = []
    const base = `/api/v1/w/${workspaceId}`
    server.use(
      http.get(address(`${base}/operations`), () =>
        HttpResponse.json({
          items: [
            operation('succeeded', { expires_at: '2099-11-30T10:00:00Z' }),
            operation('succeeded', { id: 'b', expires_at: '2020-11-30T10:00:00Z' }),
            operation('failed', { id: 'c', error_detail: 'No room is left.' }),
          ],
        }),
      ),
      http.post(address(`${base}/privacy/export`), async ({ request }) => {
        seen.push(await request.json())
        return HttpResponse.json(operation('queued'), { status: 202 })
      }),
    )
    await renderInWorkspace(<ExportSection />)
    expect(await screen.findAllByRole('button', { name: 'Download' })).toHaveLength(1)
    expect(screen.getByText('No longer kept')).toBeVisible()
    expect(screen.getByText('No room is left.')).toBeVisible()
    await user.click(screen.getByLabelText('With runs that have ended'))
    await user.click(screen.getByRole('button', { name: 'Make an archive' }))
    await waitFor(() => expect(seen).toEqual([{ include_assets: true, include_runs: false }]))
  })
})
