import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it, vi } from 'vitest'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { ChapterList, moved } from './chapter-list'
import { GoalMenu } from './goal-menu'
import { StrategiesPage } from './strategies-page'
import { PlanEditor } from './setup/plan-editor'
import { QuickForm } from './setup/quick-form'
import type { Goal } from './queries'
import type { Plan } from './setup/queries'

const inside = (path: string) => address(`/api/v1/w/${workspaceId}${path}`)
const goal = {
  id: 'goal-1',
  name: 'Calm work',
  status: 'active',
  content_style: 'mixed',
  posts_per_week: 3,
  chapter_count: 2,
  post_count: 4,
  completed_count: 1,
  is_default: false,
  revision: 1,
} as unknown as Goal
const chapter = (id: string, number: number, title: string, posts = 0) =>
  ({
    id,
    goal_id: goal.id,
    chapter_number: number,
    title,
    post_count: posts,
    completed_count: 0,
    revision: 1,
  }) as never

it('leads from nothing to three ways of beginning, and tells who only reads whom to ask', async () => {
  server.use(http.get(inside('/goals'), () => HttpResponse.json({ items: [] })))
  const writer = await renderInWorkspace(<StrategiesPage />, {
    scopes: ['strategy:read', 'strategy:write'],
  })
  expect(await screen.findAllByRole('link')).toHaveLength(3)
  writer.unmount()
  await renderInWorkspace(<StrategiesPage />, { scopes: ['strategy:read'] })
  expect(await screen.findByText(/An owner or admin/)).toBeVisible()
  expect(screen.queryByRole('link')).toBeNull()
})

it('asks for the number of posts before a strategy is deleted', async () => {
  let confirmed: string | null = null
  server.use(
    http.delete(inside('/goals/goal-1'), ({ request }) => {
      confirmed = new URL(request.url).searchParams.get('confirm_posts')
      return HttpResponse.json({ goal_id: 'goal-1', chapters_deleted: 2, posts_deleted: 4 })
    }),
  )
  await renderInWorkspace(<GoalMenu goal={goal} />, {
    scopes: ['strategy:write', 'content:delete'],
  })
  await userEvent.click(screen.getByRole('button', { name: 'More for Calm work' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete strategy' }))
  const dialog = within(await screen.findByRole('dialog'))
  const button = dialog.getByRole('button', { name: 'Delete strategy' })
  await userEvent.type(dialog.getByLabelText('Type 4 to confirm'), '3')
  expect(button).toBeDisabled()
  await userEvent.clear(dialog.getByLabelText('Type 4 to confirm'))
  await userEvent.type(dialog.getByLabelText('Type 4 to confirm'), '4')
  await userEvent.click(button)
  await vi.waitFor(() => expect(confirmed).toBe('4'))
})

it('shows no way to delete to whoever may not', async () => {
  await renderInWorkspace(<GoalMenu goal={goal} />, { scopes: ['strategy:write'] })
  await userEvent.click(screen.getByRole('button', { name: 'More for Calm work' }))
  expect(await screen.findByRole('menuitem', { name: 'Duplicate' })).toBeVisible()
  expect(screen.queryByRole('menuitem', { name: 'Delete strategy' })).toBeNull()
})

it('reorders chapters by keyboard, and tells why it could not', async () => {
  const orders: string[][] = []
  server.use(
    http.post(inside('/chapters/reorder'), async ({ request }) => {
      orders.push(((await request.json()) as { chapter_ids: string[] }).chapter_ids)
      return orders.length === 1
        ? HttpResponse.json({ items: [] })
        : problem(422, 'chapter.incomplete_order', 'Somebody added one.')
    }),
  )
  await renderInWorkspace(
    <ChapterList goal={goal} chapters={[chapter('a', 1, 'One'), chapter('b', 2, 'Two')]} />,
    { scopes: ['content:read', 'content:write'] },
  )
  screen.getByRole('button', { name: 'Edit One' }).focus()
  await userEvent.keyboard('{Alt>}{ArrowUp}{ArrowDown}{/Alt}')
  await vi.waitFor(() => expect(orders).toEqual([['b', 'a']]))
})

it('moves entries of a list', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
})

it('asks what becomes of the posts of a chapter', async () => {
  let query = ''
  server.use(
    http.delete(inside('/chapters/a'), ({ request }) => {
      query = new URL(request.url).search
      return new HttpResponse(null, { status: 204 })
    }),
  )
  await renderInWorkspace(
    <ChapterList goal={goal} chapters={[chapter('a', 1, 'One', 2), chapter('b', 2, 'Two')]} />,
    { scopes: ['content:read', 'content:write', 'content:delete'] },
  )
  await userEvent.click(screen.getByRole('button', { name: 'Delete One' }))
  await userEvent.click(await screen.findByLabelText('Move them to another chapter'))
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
  await vi.waitFor(() => expect(query).toBe('?posts=move&to=b'))
})

it('wants three answers before it asks for a plan', async () => {
  await renderInWorkspace(<QuickForm onPlan={() => {}} />, { scopes: ['strategy:write'] })
  await userEvent.click(screen.getByRole('button', { name: 'Make a plan' }))
  expect(screen.getAllByText('Two characters at least.')).toHaveLength(3)
  expect(screen.getByLabelText('What do you do for a living?')).toHaveFocus()
})

it('numbers chapters and posts anew when a plan is edited', async () => {
  const plan: Plan = {
    chapters: [
      {
        chapter_number: 1,
        title: 'One',
        weeks_start: 1,
        weeks_end: 1,
        posts: [
          { post_number: 1, topic: 'first', shape: 'FULL', cadence: 'teaching' },
          { post_number: 2, topic: 'second', shape: 'SHORT', cadence: 'teaching' },
        ],
      },
      { chapter_number: 2, title: 'Two', posts: [] },
    ],
  }
  const changes: Plan[] = []
  await renderInWorkspace(
    <PlanEditor
      plan={plan}
      busy={false}
      onChange={(now) => changes.push(now)}
      onAgain={() => {}}
    />,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Remove post 1.1' }))
  expect(changes[0]?.chapters[0]?.posts).toEqual([
    { post_number: 1, topic: 'second', shape: 'SHORT', cadence: 'teaching' },
  ])
  await userEvent.click(screen.getByRole('button', { name: 'Move chapter 1 down' }))
  expect(changes[1]?.chapters.map((each) => [each.chapter_number, each.title])).toEqual([
    [1, 'Two'],
    [2, 'One'],
  ])
  expect(changes[1]?.chapters[1]?.weeks_start).toBeUndefined()
})
