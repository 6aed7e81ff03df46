//! Actions that the page has no button for. Only the module with the past reads them.

use raft_core::ServerId;
use raft_sim::{Action, ClientId, Endpoint, Setup};
use wasm_bindgen::JsValue;

use super::{Fields, Result, network, server_id, string, whole, wrong};

pub(super) fn action(name: &str, fields: &Fields) -> Result<Action> {
    let ends = || -> Result<_> { Ok((end(&fields.get("from")?)?, end(&fields.get("to")?)?)) };
    let both_ways = || fields.get("bothWays")?.as_bool().ok_or_else(|| wrong("bothWays"));
    Ok(match name {
        "commandBy" => Action::CommandBy {
            client: client(&fields.get("client")?)?,
            text: string(&fields.get("text")?, "text")?.into(),
            to: fields.optional("to", server_id)?,
        },
        "cutClient" => {
            let (from, to) = ends()?;
            Action::CutClient { from, to, both_ways: both_ways()? }
        }
        "mendClient" => {
            let (from, to) = ends()?;
            Action::MendClient { from, to, both_ways: both_ways()? }
        }
        "setClientLink" => {
            let (from, to) = ends()?;
            Action::SetClientLink { from, to, settings: fields.optional("settings", network)? }
        }
        "partitionClients" => {
            let most = u32::from(Setup::MAX_SERVERS) + u32::from(u8::MAX);
            let group = |list: &JsValue| fields.list(list, most)?.iter().map(end).collect();
            let groups = fields.list(&fields.get("groups")?, most)?;
            Action::PartitionClients { groups: groups.iter().map(group).collect::<Result<_>>()? }
        }
        "setClock" => Action::SetClock {
            server: ServerId(byte(fields.whole("server")?, "server")?),
            rate: u16::try_from(fields.whole("rate")?).map_err(|_| wrong("rate"))?,
        },
        _ => return Err(wrong("action")),
    })
}

/// A server or a client, as views name them.
fn end(value: &JsValue) -> Result<Endpoint> {
    let fields = Fields::of(value.clone(), "end")?;
    let (server, client) =
        (fields.optional("server", server_id)?, fields.optional("client", client)?);
    match (server, client) {
        (Some(server), None) => Ok(server.into()),
        (None, Some(client)) => Ok(client.into()),
        _ => Err(wrong("end")),
    }
}

fn client(value: &JsValue) -> Result<ClientId> {
    byte(whole(value, "client")?, "client").map(ClientId)
}

fn byte(number: u64, what: &str) -> Result<u8> {
    u8::try_from(number).map_err(|_| wrong(what))
}
