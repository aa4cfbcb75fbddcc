import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { newClient, renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { meQuery } from '@/api/queries'
import { useSession } from '@/api/session'
import type { Me } from '@/api/types'
import { GeneralPage } from './general-page'

const here = address(`/api/v1/w/${workspaceId}`)
const workspace = {
  id: workspaceId,
  name: 'Northwind',
  slug: 'northwind',
  former_slugs: [],
  time_zone: 'UTC',
  language: 'english',
  telemetry_enabled: true,
  settings: {},
}
const me = { user: { id: 'olga' }, memberships: [], pending_invites: 0 } as unknown as Me

let logo: string | undefined

beforeEach(() => {
  logo = undefined
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
  Object.assign(URL, { createObjectURL: () => 'blob:picture', revokeObjectURL: vi.fn() })
  server.use(
    http.get(here, () => HttpResponse.json({ ...workspace, logo_id: logo })),
    http.get(`${here}/logo`, () => HttpResponse.arrayBuffer(new ArrayBuffer(4))),
    http.get(address('/api/v1/auth/me'), () => HttpResponse.json(me)),
  )
})

async function open() {
  const client = newClient()
  client.setQueryData(meQuery.queryKey, me)
  await renderInWorkspace(<GeneralPage />, { client, scopes: ['workspace:settings'] })
  await screen.findByRole('heading', { name: 'Picture' })
}

const choose = (type: string) =>
  userEvent.upload(
    screen.getByLabelText('Choose a picture'),
    new File(['P'], `logo.${type}`, { type: `image/${type}` }),
  )

it('takes a picture, shows it, and takes it away again', async () => {
  server.use(
    http.post(`${here}/logo`, () => {
      logo = 'l1'
      return HttpResponse.json({ id: logo })
    }),
    http.delete(`${here}/logo`, () => {
      logo = undefined
      return new HttpResponse(null, { status: 204 })
    }),
  )
  await open()
  await choose('png')
  await waitFor(() => expect(document.querySelector('img')).toHaveAttribute('src', 'blob:picture'))
  await userEvent.click(screen.getByRole('button', { name: 'Remove picture' }))
  await userEvent.click(
    (await screen.findAllByRole('button', { name: 'Remove picture' })).at(-1) as HTMLElement,
  )
  await waitFor(() => expect(document.querySelector('img')).toBeNull())
})

it('says why a picture is not taken', async () => {
  server.use(
    http.post(`${here}/logo`, () =>
      problem(415, 'asset.type_not_allowed', 'The file is not taken.'),
    ),
  )
  await open()
  await choose('png')
  expect(await screen.findByText('The file is not taken.')).toBeVisible()
})

it('keeps the language as soon as it is chosen', async () => {
  const seen: unknown[] = []
  server.use(
    http.patch(here, async ({ request }) => {
      seen.push(await request.json())
      return HttpResponse.json({ ...workspace, language: 'german' })
    }),
  )
  await open()
  await userEvent.selectOptions(screen.getByLabelText('Language'), 'German')
  await waitFor(() => expect(screen.getByLabelText('Language')).toHaveValue('german'))
  expect(seen).toEqual([{ language: 'german' }])
})
