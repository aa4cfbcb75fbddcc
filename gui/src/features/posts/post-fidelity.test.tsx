import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, it, vi } from 'vitest'
import type { Post } from '@/api/types'
import type { Scope } from '@/lib/permissions'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { PostFidelity } from './post-fidelity'

const inside = (path: string) => address(`/api/v1/w/${workspaceId}${path}`)
const post = { id: 'p1', revision: 3, version_number: 2, content: 'We did it.' } as unknown as Post
const fidelity = {
  score: 41,
  words: 90,
  verdict: 'drifting',
  confidence: 'medium',
  own_range: [60, 80],
  coverage: 1,
  algorithm_version: 2,
  components: [],
  penalties: [],
  bonus: 0,
  differences: [],
  avoid_hits: [],
  signature_hits: [],
}

const reader: Scope[] = ['content:read', 'strategy:read']

const voices = (...measured: boolean[]) =>
  http.get(inside('/voice-profiles'), () =>
    HttpResponse.json({ items: measured.map((each) => ({ measured: each })) }),
  )

it('says how near a text comes to the voice, and warns under what the strategy asks for', async () => {
  server.use(
    voices(true),
    http.get(inside('/posts/p1/fidelity'), () =>
      HttpResponse.json({
        version_number: 2,
        profile_id: 'v1',
        min_fidelity: 60,
        below_minimum: true,
        fidelity,
      }),
    ),
  )
  await renderInWorkspace(<PostFidelity post={post} />, { scopes: reader })
  expect(await screen.findByText(/41 of 100/)).toBeVisible()
  expect(screen.getByText(/under the 60/)).toBeVisible()
})

it('keeps quiet where no voice was chosen', async () => {
  let asked = 0
  server.use(
    voices(true),
    http.get(inside('/posts/p1/fidelity'), () => {
      asked += 1
      return problem(409, 'voice_profile.not_measured', 'No voice.')
    }),
  )
  const { container } = await renderInWorkspace(<PostFidelity post={post} />, { scopes: reader })
  await vi.waitFor(() => expect(asked).toBe(1))
  expect(container.querySelector('details')).toBeNull()
})

it('asks for nothing where nobody has a measured voice', async () => {
  let listed = 0
  server.use(
    http.get(inside('/voice-profiles'), () => {
      listed += 1
      return HttpResponse.json({ items: [{ measured: false }] })
    }),
    http.get(inside('/posts/p1/fidelity'), () => {
      throw new Error('asked for a comparison')
    }),
  )
  const { container } = await renderInWorkspace(<PostFidelity post={post} />, { scopes: reader })
  await vi.waitFor(() => expect(listed).toBe(1))
  expect(container.querySelector('details')).toBeNull()
})
