import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it, vi } from 'vitest'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, server } from '@/test/server'
import { VoiceField } from './voice-field'

const inside = (path: string) => address(`/api/v1/w/${workspaceId}${path}`)

it('offers own voices before those that ship, and none', async () => {
  const voice = (id: string, name: string, preset: boolean) => ({ id, name, is_preset: preset })
  server.use(
    http.get(inside('/voice-profiles'), () =>
      HttpResponse.json({ items: [voice('v1', 'Ada', false), voice('calm', 'Calm', true)] }),
    ),
  )
  const chosen = vi.fn()
  await renderInWorkspace(<VoiceField value="" onChange={chosen} />)
  await screen.findByRole('option', { name: 'Calm' })
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
    'The voice of the workspace',
    'Ada',
    'Calm',
  ])
  await userEvent.selectOptions(screen.getByRole('combobox'), 'Ada')
  expect(chosen).toHaveBeenCalledWith('v1')
})
