// An identity provider that is not ours, so that sign-in is not only tested against our own understanding of the protocol.
// Settings come by environment; see tests/Integration/SignIn/RealProviders.cs.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import Provider from 'oidc-provider';

const { ISSUER, CERTIFICATE, CERTIFICATE_KEY, CLIENT_ID, REDIRECT_URI, JWKS_URI } = process.env;
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

const provider = new Provider(ISSUER, {
  clients: [{
    client_id: CLIENT_ID,
    redirect_uris: [REDIRECT_URI],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks_uri: JWKS_URI,
    require_pushed_authorization_requests: true,
  }],
  jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'one' }] },
  cookies: { keys: [randomBytes(32).toString('hex')] },
  claims: { openid: ['sub'], profile: ['name', 'groups'] },
  conformIdTokenClaims: false,
  features: { pushedAuthorizationRequests: { enabled: true }, devInteractions: { enabled: true } },
  pkce: { required: () => true, methods: ['S256'] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: 'Vardenė Pavardenė', groups: ['caseworkers'] }) }),
});

https
  .createServer({ cert: readFileSync(CERTIFICATE), key: readFileSync(CERTIFICATE_KEY) }, provider.callback())
  .listen(Number(new URL(ISSUER).port), 'localhost');
