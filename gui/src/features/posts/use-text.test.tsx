import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import type { Post } from '@/api/types'
import { card } from '@/test/posts'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { Editor } from './editor'
import { useText } from './use-text'

const post: Post = {
  ...card(7, 'drafting', ['ready']),
  content: 'One.',
  version_number: 1,
  revision: 4,
}
const path = address(`/api/v1/w/${workspaceId}/posts/${post.id}/content`)

function Desk() {
  return <Editor post={post} written={useText(workspaceId, '7', post)} onMark={() => undefined} />
}

describe('writing a post', () => {
  beforeEach(() => {
    localStorage.clear()
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
  })

  it('saves on the revision it was read from when somebody leaves the text', async () => {
    const sent: [string | null, unknown][] = []
    server.use(
      http.put(path, async ({ request }) => {
        sent.push([request.headers.get('If-Match'), await request.json()])
        return HttpResponse.json({
          changed: true,
          post: { ...post, content: 'Two.', revision: 5 },
          version: { number: 1 },
        })
      }),
    )
    await renderInWorkspace(<Desk />)
    const text = screen.getByLabelText('Text of the post')
    await userEvent.clear(text)
    await userEvent.type(text, 'Two.')
    expect(screen.getByRole('status')).toHaveTextContent('Not saved yet')
    expect(localStorage.getItem(`postmagiq.draft.${post.id}`)).toContain('Two.')
    await userEvent.tab()
    await waitFor(() => expect(sent).toEqual([['"4"', { content: 'Two.' }]]))
    await waitFor(() => expect(localStorage.getItem(`postmagiq.draft.${post.id}`)).toBeNull())
  })

  it('shows both texts when somebody else saved, and keeps mine on top of theirs', async () => {
    const tags: (string | null)[] = []
    server.use(
      http.put(path, ({ request }) => {
        tags.push(request.headers.get('If-Match'))
        return tags.length === 1
          ? problem(412, 'stale_revision', 'Changed.', {
              current: { ...post, content: 'Theirs.', revision: 9 },
            })
          : HttpResponse.json({
              changed: true,
              post: { ...post, content: 'Mine.', revision: 10 },
              version: { number: 2 },
            })
      }),
    )
    await renderInWorkspace(<Desk />)
    const text = screen.getByLabelText('Text of the post')
    await userEvent.clear(text)
    await userEvent.type(text, 'Mine.')
    await userEvent.tab()
    expect(await screen.findByText('Somebody else saved this text while you wrote.')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: /mine/i }))
    await waitFor(() => expect(tags).toEqual(['"4"', '"9"']))
    expect(await screen.findByLabelText('Text of the post')).toHaveValue('Mine.')
  })

  it('finds again what was typed and not saved', async () => {
    localStorage.setItem(
      `postmagiq.draft.${post.id}`,
      JSON.stringify({ text: 'Unsaved words.', revision: 4 }),
    )
    await renderInWorkspace(<Desk />)
    expect(screen.getByLabelText('Text of the post')).toHaveValue('Unsaved words.')
  })
})
