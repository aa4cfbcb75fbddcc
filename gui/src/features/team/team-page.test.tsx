import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { newClient, renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { meQuery } from '@/api/queries'
import type { Me } from '@/api/types'
import { TeamPage } from './team-page'

const inside = (path: string) => address(`/api/v1/w/${workspaceId}${path}`)
const builtIn = (slug: string, name: string) => ({
  slug,
  name,
  base_role: slug,
  scopes: ['team:read'],
  member_count: 1,
  is_system: true,
})
const member = (id: string, name: string, role: string) => ({
  id,
  user_id: id,
  email: `${id}@example.com`,
  full_name: name,
  role,
  status: 'active',
  is_client: false,
  weekly_capacity_hours: 20,
})

beforeEach(() =>
  server.use(
    http.get(inside('/roles'), () =>
      HttpResponse.json({
        items: [
          builtIn('owner', 'Owner'),
          builtIn('editor', 'Editor'),
          builtIn('viewer', 'Viewer'),
        ],
      }),
    ),
    http.get(inside('/members'), () =>
      HttpResponse.json({
        items: [member('olga', 'Olga Owner', 'owner'), member('mia', 'Mia Member', 'editor')],
      }),
    ),
    http.get(inside('/invites'), () => HttpResponse.json({ items: [] })),
    http.get(inside('/placeholders'), () => HttpResponse.json({ items: [] })),
  ),
)

async function open(...scopes: ('team:read' | 'workspace:users')[]) {
  const client = newClient()
  client.setQueryData(meQuery.queryKey, {
    user: { id: 'olga' },
    memberships: [],
    pending_invites: 0,
  } as unknown as Me)
  await renderInWorkspace(<TeamPage />, { client, scopes })
}

it('shows a link to hand on where no mail is sent, and what a refusal says', async () => {
  server.use(
    http.post(inside('/invites'), () =>
      HttpResponse.json({ email: 'ned@example.com', invite_url: 'http://x/auth/invite?token=t' }),
    ),
  )
  await open('team:read', 'workspace:users')
  await userEvent.type(await screen.findByLabelText('E-mail'), 'ned@example.com')
  await userEvent.click(screen.getByRole('button', { name: 'Invite' }))
  expect(await screen.findByDisplayValue('http://x/auth/invite?token=t')).toBeVisible()
  server.use(
    http.post(inside('/invites'), () => problem(409, 'invite.already_pending', 'Invited already.')),
  )
  await userEvent.type(screen.getByLabelText('E-mail'), 'ned@example.com')
  await userEvent.click(screen.getByRole('button', { name: 'Invite' }))
  expect(await screen.findByText('Invited already.')).toBeVisible()
})

it('gives a member another role, but never the owner', async () => {
  let wished: unknown
  server.use(
    http.patch(inside('/members/mia'), async ({ request }) => {
      wished = await request.json()
      return HttpResponse.json(member('mia', 'Mia Member', 'viewer'))
    }),
  )
  await open('team:read', 'workspace:users')
  const roles = await screen.findByLabelText('Role of Mia Member')
  expect(within(roles).queryByText('Owner')).toBeNull()
  await userEvent.selectOptions(roles, 'viewer')
  await waitFor(() => expect(wished).toEqual({ role: 'viewer' }))
  expect(screen.queryByLabelText('Role of Olga Owner')).toBeNull()
})

it('shows people without rights names only, and strangers to the list why', async () => {
  await open('team:read')
  expect(await screen.findByText('Mia Member')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Invite' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Remove' })).toBeNull()
})

it('gives what stands under a name to the chosen member, and shows nothing where nobody is only named', async () => {
  let given: unknown
  let looked = 0
  let items = [{ id: 'gone', full_name: 'Grace Gone' }]
  server.use(
    http.get(inside('/placeholders'), () => HttpResponse.json({ items })),
    http.post(inside('/placeholders/gone/give'), async ({ request }) => {
      given = await request.json()
      return HttpResponse.json({ id: 'giving', status: 'queued' }, { status: 202 })
    }),
    http.get(inside('/operations/giving'), () => {
      looked += 1
      if (looked === 1)
        return HttpResponse.json({ id: 'giving', status: 'running', done: 1, total: 4 })
      items = []
      return HttpResponse.json({ id: 'giving', status: 'succeeded', done: 4, total: 4 })
    }),
  )
  await open('team:read', 'workspace:users')
  const chosen = await screen.findByLabelText('Member for Grace Gone')
  expect(screen.queryByRole('button', { name: 'Give' })).toBeNull()
  await userEvent.selectOptions(chosen, 'Mia Member')
  await userEvent.click(screen.getByRole('button', { name: 'Give' }))
  const asked = await screen.findByRole('dialog', {
    name: 'Give everything of Grace Gone to Mia Member?',
  })
  await userEvent.click(within(asked).getByRole('button', { name: 'Give' }))
  await waitFor(() => expect(given).toEqual({ user_id: 'mia' }))
  const progress = screen.getByLabelText("What was Grace Gone's becomes Mia Member's")
  await waitFor(() => expect(progress).toHaveValue(0.25))
  await waitFor(() => expect(screen.queryByText('Grace Gone')).toBeNull(), { timeout: 5000 })
})
