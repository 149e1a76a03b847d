// What an app does, by the client that openapi-typescript makes of the contract.
// Usage: node calls.ts http://127.0.0.1:8000; prints what came back as JSON.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.d.ts";

declare const process: { argv: string[] };
type Summary = components["schemas"]["ExerciseSummary"];

const client = createClient<paths>({ baseUrl: process.argv[2] ?? "http://127.0.0.1:8000" });

async function seated(): Promise<string[]> {
  const { data, error } = await client.GET("/v1/exercises", {
    params: {
      query: { position: ["seated"], kind: ["stretch"], equipment: ["none"], max_seconds: 180 },
    },
  });
  if (error) throw new Error(error.detail);
  return data.items.map((item: Summary) => item.slug);
}

async function everything(): Promise<string[]> {
  const slugs: string[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: 5 };
    if (cursor !== null) query.cursor = cursor;
    const { data, error } = await client.GET("/v1/exercises", { params: { query } });
    if (error) throw new Error(error.detail);
    slugs.push(...data.items.map((item) => item.slug));
    cursor = data.next_cursor;
  } while (cursor !== null);
  return slugs;
}

async function dose(slug: string): Promise<number | null> {
  const { data, error } = await client.GET("/v1/exercises/{slug}", { params: { path: { slug } } });
  if (error) throw new Error(error.detail);
  return data.dosage.hold_seconds;
}

async function helps(slug: string): Promise<string | undefined> {
  const { data, error } = await client.GET("/v1/complaints/{slug}/exercises", {
    params: { path: { slug } },
  });
  if (error) throw new Error(error.detail);
  return data.items[0]?.exercise.slug;
}

async function wrong(): Promise<unknown> {
  const { error, response } = await client.GET("/v1/exercises", {
    params: { query: { region: ["heels"] } },
  });
  const first = error?.errors[0];
  return [response.status, error?.code, first?.parameter, first?.suggestion];
}

async function missing(): Promise<unknown> {
  const { error, response } = await client.GET("/v1/exercises/{slug}", {
    params: { path: { slug: "no-such-exercise" } },
  });
  return [response.status, error?.code];
}

async function meant(text: string): Promise<string | undefined> {
  const { data, error } = await client.POST("/v1/complaint-matches", { body: { text } });
  if (error) throw new Error(error.detail);
  return data.matches[0]?.complaint.slug;
}

async function planned(): Promise<unknown> {
  const { data, error } = await client.POST("/v1/plan-recommendations", {
    body: { complaints: ["plantar-heel-pain"], minutes_per_session: 10, sessions_per_week: 3, weeks: 4 },
  });
  if (error) throw new Error(error.detail);
  return [data.outcome, data.phases[0]?.sessions.flatMap((session) => session.days).length];
}

async function unchanged(): Promise<number> {
  const first = await client.GET("/v1/equipment");
  const tag = first.response.headers.get("etag") ?? "";
  const again = await client.GET("/v1/equipment", { headers: { "If-None-Match": tag } });
  return again.response.status;
}

async function news(): Promise<unknown> {
  const manifest = await client.GET("/v1/bundle");
  if (manifest.error) throw new Error(manifest.error.detail);
  const { catalogue_id, next_after } = manifest.data;
  const first = await client.GET("/v1/changes", { params: { query: { limit: 2 } } });
  if (first.error) throw new Error(first.error.detail);
  const { data, error } = await client.GET("/v1/changes", {
    params: { query: { after: next_after, catalogue_id } },
  });
  if (error) throw new Error(error.detail);
  return [first.data.items.length, data.next_after === next_after];
}

console.log(
  JSON.stringify({
    seated: await seated(),
    everything: await everything(),
    dose: await dose("plantar-heel-stretch"),
    helps: await helps("plantar-heel-pain"),
    wrong: await wrong(),
    missing: await missing(),
    meant: await meant("my heel kills me when I get out of bed"),
    planned: await planned(),
    unchanged: await unchanged(),
    news: await news(),
  }),
);
