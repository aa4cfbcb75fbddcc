import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from '@/api/session'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { ImportPage } from './import-page'
import type { Operation } from './queries'

const base = `/api/v1/w/${workspaceId}`
const id = '0190a000-0000-7000-8000-00000000000a'
const issue = {
  row: 7,
  column: 'due_date',
  code: 'invalid_date',
  severity: 'warning',
  message: 'This is no date in the chosen form; it is left out.',
}

const operation = (status: string, done = 0): Operation => ({
  id,
  kind: 'content_import',
  status,
  progress: 0,
  total: 3,
  done,
  created_by_id: id,
  created_at: '2026-11-23T10:00:00Z',
  result: {
    created: 2,
    updated: 0,
    skipped: 0,
    failed: 1,
    platforms: 0,
    goals: 1,
    chapters: 1,
    issues: [issue],
  } as never,
})

async function choose(user: ReturnType<typeof userEvent.setup>) {
  await renderInWorkspace(<ImportPage />)
  const file = new File(['topic\nOne\n'], 'posts.csv', { type: 'text/csv' })
  await user.upload(await screen.findByLabelText('File'), file)
  await user.click(screen.getByRole('button', { name: 'Look into the file' }))
}

describe('importing posts', () => {
  beforeEach(() => {
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
  })

  it('shows what would come of a file, and takes it over when told to', async () => {
    const user = userEvent.setup()
    let now = operation('needs_review')
    server.use(
      http.post(address(`${base}/content/import`), () => HttpResponse.json(now, { status: 202 })),
      http.get(address(`${base}/operations/${id}`), () => HttpResponse.json(now)),
      http.get(address(`${base}/content/import/${id}`), () =>
        HttpResponse.json({
          operation: now,
          format: 'csv',
          encoding: 'utf-8',
          delimiter: ';',
          entries: 3,
          columns: [{ source: 'Mood' }, { source: 'topic', mapped_to: 'topic' }],
          rows: [{ row: 2, topic: 'One', becomes: 'new' }],
          issues: [issue],
          choices: {},
        }),
      ),
      http.post(address(`${base}/content/import/${id}/commit`), () => {
        now = operation('succeeded', 3)
        return HttpResponse.json(operation('queued'), { status: 202 })
      }),
    )
    await choose(user)
    expect(await screen.findByText('Read as CSV, utf-8, ;.')).toBeVisible()
    expect(screen.getByText(/left out: Mood/)).toBeVisible()
    const issues = screen.getByRole('region', { name: 'What to know before, table' })
    expect(within(issues).getByText(issue.message)).toBeVisible()
    expect(within(issues).getByText('due_date')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Import 2 posts' }))
    expect(await screen.findByRole('progressbar')).toBeVisible()
    expect(await screen.findByText('The import is done', {}, { timeout: 3000 })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Show the posts' })).toBeVisible()
  })

  it('says why a file is not taken, and keeps the choice', async () => {
    const user = userEvent.setup()
    server.use(
      http.post(address(`${base}/content/import`), () =>
        problem(422, 'import.unsupported_format', 'This looks like a PDF.'),
      ),
    )
    await choose(user)
    expect(await screen.findByRole('alert')).toHaveTextContent('This looks like a PDF.')
    expect(screen.getByRole('button', { name: 'Look into the file' })).toBeEnabled()
  })

  it('asks what columns mean that it does not know, and sends the answer', async () => {
    const user = userEvent.setup()
    const sent: (string | null)[] = []
    server.use(
      http.post(address(`${base}/content/import`), async ({ request }) => {
        sent.push(/name="mapping"\r\n\r\n(.*)\r\n/.exec(await request.text())?.[1] ?? null)
        return sent.length === 1
          ? HttpResponse.json(
              { status: 422, code: 'import.header_not_found', columns: ['Headline', 'Mood'] },
              { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
            )
          : HttpResponse.json(operation('queued'), { status: 202 })
      }),
    )
    await choose(user)
    await user.selectOptions(await screen.findByLabelText('Headline'), 'Topic')
    await user.click(screen.getByRole('button', { name: 'Look into the file' }))
    await vi.waitFor(() => expect(sent).toEqual([null, '{"Headline":"topic"}']))
  })

  it('shows what would come of other columns and another cell', async () => {
    const user = userEvent.setup()
    const chosen: unknown[] = []
    const preview = {
      operation: operation('needs_review'),
      format: 'csv',
      entries: 3,
      columns: [{ source: 'Mood' }, { source: 'topic', mapped_to: 'topic' }],
      rows: [{ row: 2, topic: 'One', becomes: 'new' }],
      issues: [],
      choices: {},
    }
    server.use(
      http.post(address(`${base}/content/import`), () =>
        HttpResponse.json(operation('needs_review'), { status: 202 }),
      ),
      http.get(address(`${base}/operations/${id}`), () =>
        HttpResponse.json(operation('needs_review')),
      ),
      http.get(address(`${base}/content/import/${id}`), () => HttpResponse.json(preview)),
      http.put(address(`${base}/content/import/${id}/choices`), async ({ request }) => {
        const choices = await request.json()
        chosen.push(choices)
        return HttpResponse.json({ ...preview, choices })
      }),
    )
    await choose(user)
    await user.click(await screen.findByText('What the columns mean'))
    await user.selectOptions(screen.getByLabelText('Mood'), 'Tags')
    await vi.waitFor(() => expect(chosen).toEqual([{ mapping: { Mood: 'tags' } }]))
    await user.click(screen.getByText('Change a row before it comes in'))
    await user.type(screen.getByLabelText(/^Becomes/), 'Uno')
    await user.click(screen.getByRole('button', { name: 'Change' }))
    await vi.waitFor(() =>
      expect(chosen[1]).toEqual({
        mapping: { Mood: 'tags' },
        overrides: [{ row: 2, fields: { topic: 'Uno' } }],
      }),
    )
  })

  it('is closed to whoever may not write', async () => {
    await renderInWorkspace(<ImportPage />, { scopes: ['content:read'] })
    expect(await screen.findByText(/You need the right to/)).toBeVisible()
  })
})
