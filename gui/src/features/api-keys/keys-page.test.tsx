import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { KeysPage } from './keys-page'

const inside = (path: string) => address(`/api/v1/w/${workspaceId}${path}`)
const secret = 'qx_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ4TAwlO'
const key = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  prefix: 'qx_01234567',
  last_four: 'AwlO',
  scopes: ['content:read'],
  status: 'active',
  created_by_id: 'olga',
  created_by_name: 'Olga Owner',
  creator_removed: false,
  created_at: '2027-05-12T09:30:00Z',
  expires_at: '2028-05-12T09:30:00Z',
  total_requests: 0,
  replaced: false,
  ...more,
})
const scope = (name: string, grantable: boolean) => ({ scope: name, covers: name, grantable })

function listed(...items: object[]) {
  server.use(
    http.get(inside('/api-keys'), ({ request }) =>
      HttpResponse.json({
        items:
          new URL(request.url).searchParams.get('include_revoked') === 'true'
            ? items
            : items.slice(0, 1),
      }),
    ),
    http.get(inside('/api-keys/scopes'), () =>
      HttpResponse.json({
        items: [
          scope('content:read', true),
          scope('content:write', true),
          scope('strategy:read', false),
        ],
      }),
    ),
  )
}

const open = () => renderInWorkspace(<KeysPage />, { scopes: ['api_keys:manage'] })

it('makes a key with chosen rights and shows it until it is stored', async () => {
  let wished: unknown
  listed()
  server.use(
    http.post(inside('/api-keys'), async ({ request }) => {
      wished = await request.json()
      return HttpResponse.json({ key: secret, api_key: key('one', 'Nightly job') }, { status: 201 })
    }),
  )
  await open()
  expect(await screen.findByText('No program works here with a key.')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'New API key' }))
  const form = within(await screen.findByRole('dialog'))
  await userEvent.type(form.getByLabelText('Name'), 'Nightly job')
  expect(form.getByRole('button', { name: 'Make the key' })).toBeDisabled()
  await userEvent.click(await form.findByLabelText('Read posts, chapters, calendar and analytics'))
  expect(form.queryByLabelText('Read goals, voice and images')).toBeNull()
  await userEvent.selectOptions(form.getByLabelText('Ends after'), '90 days')
  await userEvent.click(form.getByRole('button', { name: 'Make the key' }))
  expect(await screen.findByDisplayValue(secret)).toBeVisible()
  expect(wished).toEqual({ name: 'Nightly job', scopes: ['content:read'], expires_in_days: 90 })
  await userEvent.click(screen.getByRole('button', { name: 'I stored it' }))
  expect(screen.queryByDisplayValue(secret)).toBeNull()
})

it('says why a key was not made, and keeps what was typed', async () => {
  listed()
  server.use(
    http.post(inside('/api-keys'), () => problem(409, 'api_key.limit', 'Take one back first.')),
  )
  await open()
  await userEvent.click(await screen.findByRole('button', { name: 'New API key' }))
  const form = within(await screen.findByRole('dialog'))
  await userEvent.type(form.getByLabelText('Name'), 'Nightly job')
  await userEvent.click(await form.findByLabelText('Read posts, chapters, calendar and analytics'))
  await userEvent.type(form.getByLabelText('Requests a minute, at most'), 'many')
  await userEvent.click(form.getByRole('button', { name: 'Make the key' }))
  expect(form.getByText('Write a whole number, or leave it empty.')).toBeVisible()
  await userEvent.clear(form.getByLabelText('Requests a minute, at most'))
  await userEvent.click(form.getByRole('button', { name: 'Make the key' }))
  expect(await form.findByText('Take one back first.')).toBeVisible()
  expect(form.getByLabelText('Name')).toHaveValue('Nightly job')
})

it('tells what each key is, replaces it and takes it back', async () => {
  const asked: string[] = []
  listed(
    key('one', 'Nightly job', { creator_removed: true }),
    key('two', 'Old job', { status: 'revoked', revoke_reason: 'Not used.' }),
  )
  server.use(
    http.post(inside('/api-keys/one/rotate'), () =>
      HttpResponse.json({ key: secret, api_key: key('three', 'Nightly job') }, { status: 201 }),
    ),
    http.delete(inside('/api-keys/one'), () => {
      asked.push('revoked')
      return new HttpResponse(null, { status: 204 })
    }),
  )
  await open()
  expect(await screen.findByText('qx_01234567…AwlO')).toBeVisible()
  expect(screen.getByText('Its maker has left')).toBeVisible()
  expect(screen.getByText('Not used yet')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: /^Replace/ }))
  expect(await screen.findByDisplayValue(secret)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Take back' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.click(dialog.getByRole('button', { name: 'Take back' }))
  await waitFor(() => expect(asked).toEqual(['revoked']))
  await userEvent.click(screen.getByLabelText('Show keys that were taken back'))
  expect(await screen.findByText('Taken back: Not used.')).toBeVisible()
})

it('switches on a key that was stopped with its workspace', async () => {
  let wished: unknown
  listed(key('one', 'Nightly job', { status: 'disabled' }))
  server.use(
    http.patch(inside('/api-keys/one'), async ({ request }) => {
      wished = await request.json()
      return HttpResponse.json(key('one', 'Nightly job'))
    }),
  )
  await open()
  await userEvent.click(await screen.findByRole('button', { name: /^Switch on/ }))
  await waitFor(() => expect(wished).toEqual({ enabled: true }))
})

it('is closed to those who may not manage keys', async () => {
  await renderInWorkspace(<KeysPage />, { scopes: ['content:read'] })
  expect(await screen.findByText(/manage API keys/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'New API key' })).toBeNull()
})
