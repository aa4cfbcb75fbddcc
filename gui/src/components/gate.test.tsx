import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderInWorkspace } from '@/test/render'
import { Gate, RequireScope } from './gate'

describe('gates', () => {
  it('draw for those who hold every right', async () => {
    await renderInWorkspace(<Gate scope={['workflow:execute', 'content:approve']}>Approve</Gate>, {
      scopes: ['workflow:execute', 'content:approve'],
    })
    expect(await screen.findByText('Approve')).toBeVisible()
  })

  it('draw nothing when one of several rights is missing', async () => {
    await renderInWorkspace(
      <>
        <Gate scope={['workflow:execute', 'content:approve']}>Approve</Gate>
        <p>Beside</p>
      </>,
      { scopes: ['workflow:execute'] },
    )
    expect(await screen.findByText('Beside')).toBeVisible()
    expect(screen.queryByText('Approve')).not.toBeInTheDocument()
  })

  it('name the missing right of a whole screen and who can give it', async () => {
    await renderInWorkspace(<RequireScope scope="workflow:read">Runs</RequireScope>, { scopes: [] })
    expect(await screen.findByText('You need the right to see runs.')).toBeVisible()
    expect(screen.getByText(/An owner or admin/)).toBeVisible()
    expect(screen.queryByText('Runs')).not.toBeInTheDocument()
  })
})
