/** Passkeys between the server's JSON (WebAuthn, level 3) and the browser's own objects. */

type Json = Record<string, unknown>

export const hasPasskeys = () => typeof PublicKeyCredential !== 'undefined'

/** Lets the browser make a passkey; `undefined` when the person calls it off. */
export function makePasskey(options: Json): Promise<Json | undefined> {
  const { challenge, user, excludeCredentials, ...rest } = options as Json & {
    challenge: string
    user: { id: string }
    excludeCredentials: Described[]
  }
  return unlessCalledOff(
    navigator.credentials.create({
      publicKey: {
        ...rest,
        challenge: bytes(challenge),
        user: { ...user, id: bytes(user.id) },
        excludeCredentials: excludeCredentials.map(described),
      } as PublicKeyCredentialCreationOptions,
    }),
  )
}

/**
 * Lets the browser show a passkey; `undefined` when the person calls it off. With `signal` it waits quietly in the
 * suggestions of a field until one is chosen there.
 */
export function showPasskey(options: Json, signal?: AbortSignal): Promise<Json | undefined> {
  const { challenge, allowCredentials, ...rest } = options as Json & {
    challenge: string
    allowCredentials?: Described[]
  }
  return unlessCalledOff(
    navigator.credentials.get({
      publicKey: {
        ...rest,
        challenge: bytes(challenge),
        allowCredentials: allowCredentials?.map(described),
      } as PublicKeyCredentialRequestOptions,
      ...(signal ? { mediation: 'conditional', signal } : {}),
    }),
  )
}

type Described = { id: string; transports?: string[] }

const described = (each: Described) => ({
  ...each,
  type: 'public-key' as const,
  id: bytes(each.id),
})

async function unlessCalledOff(asked: Promise<Credential | null>): Promise<Json | undefined> {
  try {
    const credential = await asked
    return credential ? json(credential as PublicKeyCredential) : undefined
  } catch (error) {
    const calledOff = ['NotAllowedError', 'AbortError']
    if (error instanceof DOMException && calledOff.includes(error.name)) return undefined
    throw error
  }
}

function json(credential: PublicKeyCredential): Json {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: responseJson(credential.response),
  }
}

function responseJson(response: AuthenticatorResponse): Json {
  const clientDataJSON = text(response.clientDataJSON)
  if ('attestationObject' in response) {
    const made = response as AuthenticatorAttestationResponse
    return {
      clientDataJSON,
      attestationObject: text(made.attestationObject),
      transports: made.getTransports(),
    }
  }
  const shown = response as AuthenticatorAssertionResponse
  return {
    clientDataJSON,
    authenticatorData: text(shown.authenticatorData),
    signature: text(shown.signature),
    ...(shown.userHandle ? { userHandle: text(shown.userHandle) } : {}),
  }
}

function bytes(base64url: string): ArrayBuffer {
  const binary = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0)).buffer
}

function text(buffer: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
