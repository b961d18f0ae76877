use crate::{
    cli::ServeArgs,
    config::Config,
    http::{App, router},
};
use anyhow::Context as _;
use std::{process::ExitCode, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal, task,
    time::{self, Instant},
};
use warehouse::Store;

pub(super) fn run(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let config = Config::find(args.store.config.as_deref(), Some(&args.store.data))?;
    // The folder must be there before it is watched; without a load the pages say how to make one.
    Store::open(&args.store.data)?;
    if let Err(warehouse::Error::OtherVersion(_)) = warehouse::Reader::open(&args.store.data) {
        println!("The figures were built by another version of this software. Building them again from the stored loads…");
        Store::open(&args.store.data)?.change()?.prepare(&config.defaults())?.publish()?;
    }
    let app = Arc::new(App::open(&args.store.data, config.council)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(args.listen).await.with_context(|| {
            format!(
                "can't listen on {}; if another program does, choose another address with --listen 127.0.0.1:8081",
                args.listen
            )
        })?;
        let address = listener.local_addr()?;
        if !address.ip().is_loopback() {
            eprintln!("WARNING: {address} can be reached from other machines and THERE IS NO SIGN-IN:");
            eprintln!("WARNING: everyone who reaches it sees every figure and every team's worklist with person ids.");
            eprintln!("WARNING: put a proxy that signs people in before it, or listen on 127.0.0.1.");
        }
        println!("NHS Number Coverage is at http://{address}");
        tokio::spawn(keep_warm(Arc::clone(&app)));
        axum::serve(listener, router(app))
            .with_graceful_shutdown(async { signal::ctrl_c().await.unwrap_or_default() })
            .await?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Looks every second whether new figures were published and answers the first questions of them in advance.
async fn keep_warm(app: Arc<App>) {
    const SECOND: Duration = Duration::from_secs(1);
    // Whoever waits for the server to start has the processor first.
    let mut every_second = time::interval_at(Instant::now() + SECOND, SECOND);
    loop {
        every_second.tick().await;
        let app = Arc::clone(&app);
        // Should it fail, readers' own questions say so.
        let _ = task::spawn_blocking(move || app.warm()).await;
    }
}
