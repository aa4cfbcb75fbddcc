import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, server } from '@/test/server'
import { ArmFieldset } from './arm-fieldset'
import { arm, noChange } from './model'

const personas = `/api/v1/w/${workspaceId}/personas`

function Form() {
  const [value, setValue] = useState({ ...noChange, config: 'offline' })
  return (
    <>
      <ArmFieldset
        side="b"
        value={value}
        configs={[{ slug: 'offline', name: 'Offline' }]}
        onChange={setValue}
      />
      <output>{JSON.stringify(arm(value))}</output>
    </>
  )
}

describe('one way of an experiment', () => {
  it('begins with the words a role has, and sends the changed ones', async () => {
    server.use(
      http.get(address(personas), () =>
        HttpResponse.json({ items: [{ slug: 'writer', name: 'Writer' }], voices: [] }),
      ),
      http.get(address(`${personas}/writer`), () =>
        HttpResponse.json({ slug: 'writer', name: 'Writer', template: 'You write.' }),
      ),
    )
    await renderInWorkspace(<Form />, { scopes: ['workflow:admin', 'strategy:write'] } as never)
    await screen.findByRole('option', { name: 'Writer' })
    await userEvent.selectOptions(screen.getByLabelText('Role with other words'), 'Writer')
    const words = screen.getByLabelText('Words of the role')
    await waitFor(() => expect(words).toHaveValue('You write.'))
    await userEvent.type(words, ' Slowly.')
    expect(JSON.parse(screen.getByRole('status').textContent)).toEqual({
      config_slug: 'offline',
      overrides: { personas: { writer: { template: 'You write. Slowly.' } } },
    })
  })

  it('shows no roles to those who may not change them', async () => {
    await renderInWorkspace(<Form />, { scopes: ['workflow:admin'] } as never)
    expect(await screen.findByLabelText('Workflow')).toBeVisible()
    expect(screen.queryByLabelText('Role with other words')).not.toBeInTheDocument()
  })
})
