import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from '@/api/session'
import type { Post } from '@/api/types'
import { card } from '@/test/posts'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, server } from '@/test/server'
import { markedIn } from './comments'
import { CommentsPanel } from './comments-panel'

const post: Post = {
  ...card(7, 'drafting', ['ready']),
  content: 'Nine meetings a week.',
  version_number: 3,
  revision: 4,
}
const path = (rest: string) => address(`/api/v1/w/${workspaceId}/posts/${post.id}/${rest}`)

const suggestion = {
  id: 'said-1',
  author_name: 'Ana Ruiz',
  body: 'Too many.',
  anchor: { version_number: 3, quote: 'Nine', start: 0, end: 4, state: 'current' },
  suggestion: 'Three',
  suggestion_state: 'open',
  diff: [
    { op: 'delete', text: 'Nine' },
    { op: 'insert', text: 'Three' },
  ],
  is_internal: true,
  created_at: '2026-03-01T10:00:00Z',
  answers: [],
}

describe('words somebody chose', () => {
  it('are found in the stored text where they stand nearest', () => {
    expect(markedIn('a b a b', 'a b a b', 4, 5)).toEqual({ start: 4, end: 5, quote: 'a' })
    expect(markedIn('Two meetings', 'Now two meetings', 8, 16)).toEqual({
      start: 4,
      end: 12,
      quote: 'meetings',
    })
    expect(markedIn('😀 smile', '😀 smile', 3, 8)).toEqual({ start: 3, end: 8, quote: 'smile' })
  })

  it('are nothing where they are not saved yet, or blank', () => {
    expect(markedIn('Old', 'New words', 0, 3)).toBeUndefined()
    expect(markedIn('Old text', 'Old text', 3, 4)).toBeUndefined()
  })
})

describe('notes on a post', () => {
  const onShow = vi.fn()

  beforeEach(() => {
    onShow.mockReset()
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
    server.use(http.get(path('comments'), () => HttpResponse.json({ items: [suggestion] })))
  })

  const draw = (marked?: { start: number; end: number; quote: string }) =>
    renderInWorkspace(
      <CommentsPanel
        post={post}
        postRef="7"
        marked={marked}
        onDone={() => undefined}
        onShow={onShow}
      />,
    )

  it('shows a suggestion with its words, and takes it on the revision that was read', async () => {
    const sent: [string | null, unknown][] = []
    server.use(
      http.post(path('suggestions/accept'), async ({ request }) => {
        sent.push([request.headers.get('If-Match'), await request.json()])
        return HttpResponse.json({ ...post, content: 'Three meetings a week.', revision: 5 })
      }),
    )
    await draw()
    await userEvent.click(await screen.findByRole('button', { name: 'Show in the text' }))
    expect(onShow).toHaveBeenCalledExactlyOnceWith(0, 4)
    await userEvent.click(screen.getByRole('button', { name: 'Accept' }))
    expect(sent).toEqual([['"4"', { ids: ['said-1'] }]])
  })

  it('suggests other words for the chosen ones', async () => {
    const sent: unknown[] = []
    server.use(
      http.post(path('comments'), async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json(suggestion, { status: 201 })
      }),
    )
    await draw({ start: 5, end: 13, quote: 'meetings' })
    await userEvent.click(screen.getByLabelText('Suggest other words'))
    await userEvent.clear(screen.getByLabelText('Instead'))
    await userEvent.type(screen.getByLabelText('Instead'), 'calls')
    await userEvent.click(screen.getByRole('button', { name: 'Suggest them' }))
    expect(sent).toEqual([
      { suggestion: 'calls', anchor: { version_number: 3, start: 5, end: 13 } },
    ])
  })
})
