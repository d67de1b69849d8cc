// Every path of the REST interface under /api/v1.
import { answer } from "../_rest/answer";

export const dynamic = "force-dynamic";

async function handle(request: Request, route: { params: Promise<{ path: string[] }> }) {
  return answer(request, (await route.params).path);
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
