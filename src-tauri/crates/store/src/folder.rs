//! Opens the folder: one writer connection with `synchronous=FULL`, a few readers, the schema brought up to date.

use crate::{Db, Result, StoreError, files::Files};
use shipdesk_core::clock::{Clock, stamp};
use shipdesk_core::id::StationId;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection, Row};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A transaction of the one writer; what it has written with [`Folder::write`] is on the disk when `commit` returns.
pub type Tx = sqlx::Transaction<'static, sqlx::Sqlite>;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// The first SQLite without the WAL-reset corruption.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// An open workstation's folder.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    writer: SqlitePool,
    readers: SqlitePool,
    /// The labels, scan forms and proofs.
    pub files: Files,
    /// Who writes here.
    pub station: StationId,
}

impl Folder {
    /// Opens the folder, making it where there is none, and brings its schema up to date on a backed-up copy.
    ///
    /// # Errors
    /// [`StoreError::Newer`] for a folder of a newer version, which is left untouched.
    pub async fn open(root: &Path, clock: &dyn Clock) -> Result<Self> {
        create_private(root)?;
        let database = root.join("shipdesk.db");
        let writer = pool(&database, 1, SqliteSynchronous::Full).await?;
        require_sqlite(&writer).await?;
        migrate(&writer, &database).await?;
        let readers = pool(&database, 3, SqliteSynchronous::Normal).await?;
        let files = Files::open(&root.join("files"))?;
        let mut folder = Self { root: root.to_owned(), writer, readers, files, station: StationId::new() };
        folder.station = folder.own_station(clock).await?;
        Ok(folder)
    }

    /// The folder's path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Begins to write: waits for other writers, up to five seconds.
    pub async fn write(&self) -> Result<Tx> {
        self.begin("pragma synchronous = full; begin immediate").await
    }

    /// The same for what can be had again, and only for that: what it has written outlives this process, but the last of
    /// it may be gone, whole transactions, where the machine loses its power.
    pub async fn write_repeatable(&self) -> Result<Tx> {
        self.begin("pragma synchronous = normal; begin immediate").await
    }

    /// Waits until all that was written with [`Self::write_repeatable`] is on the disk.
    pub async fn settle(&self) -> Result<()> {
        // what is no longer in there was put in its place, and on the disk before that
        let log = self.root.join("shipdesk.db-wal");
        let settled = tokio::task::spawn_blocking(move || {
            let synced =
                std::fs::OpenOptions::new().append(true).open(&log).and_then(|file| file.sync_data());
            match synced {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    Err(StoreError::io(&log, &error))
                }
                _ => Ok(()),
            }
        });
        settled.await.unwrap_or(Ok(()))
    }

    /// On a full disk SQLite takes a transaction back by itself, and the connection still counts it: such a connection
    /// begins no other, and another takes its place.
    async fn begin(&self, begin: &'static str) -> Result<Tx> {
        match self.writer.begin_with(begin).await {
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.writer.acquire().await?.detach().close_hard().await?;
                Ok(self.writer.begin_with(begin).await?)
            }
            begun => Ok(begun?),
        }
    }

    /// A connection to read with.
    pub async fn read(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Sqlite>> {
        Ok(self.readers.acquire().await?)
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    async fn own_station(&self, clock: &dyn Clock) -> Result<StationId> {
        let found =
            sqlx::query("select id from station limit 1").fetch_optional(&mut *self.read().await?).await?;
        if let Some(row) = found {
            let id: String = row.try_get("id")?;
            return id.parse().map_err(|error| StoreError::damaged("station", error));
        }
        let mut tx = self.write().await?;
        // another process may have been first
        let id = StationId::new();
        sqlx::query("insert into station (id, name, created_at) select ?, 'station', ? where not exists (select 1 from station)")
            .bind(id.to_string())
            .bind(stamp(clock.now()))
            .execute(&mut *tx)
            .await?;
        let row = sqlx::query("select id from station limit 1").fetch_one(&mut *tx).await?;
        let id: String = row.try_get("id")?;
        tx.commit().await?;
        id.parse().map_err(|error| StoreError::damaged("station", error))
    }
}

async fn pool(database: &Path, connections: u32, synchronous: SqliteSynchronous) -> Result<SqlitePool> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("secure_delete", "on")
        .pragma("trusted_schema", "off")
        .pragma("cell_size_check", "on")
        .pragma("mmap_size", "0");
    // connections that never idle out: a command opens them once
    let pool = SqlitePoolOptions::new().max_connections(connections).idle_timeout(None).max_lifetime(None);
    Ok(pool.acquire_timeout(Duration::from_secs(20)).connect_with(options).await?)
}

async fn require_sqlite(pool: &SqlitePool) -> Result<()> {
    let row = sqlx::query("select sqlite_version() as version").fetch_one(pool).await?;
    let version: String = row.try_get("version")?;
    let parts: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
    if parts.as_slice() < OLDEST_SQLITE.as_slice() {
        return Err(StoreError::damaged("SQLite", format!("{version} is older than 3.51.3")));
    }
    Ok(())
}

/// Brings the schema up to date. An older folder is copied first (`shipdesk.before-N.db`); a newer one is refused.
async fn migrate(pool: &SqlitePool, database: &Path) -> Result<()> {
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    if current_version(pool, known).await? == known {
        return Ok(());
    }
    // one process at a time, and the second finds the work done
    let _turn = lock_file(&database.with_file_name("schema.lock"))?;
    let found = current_version(pool, known).await?;
    if found == known {
        return Ok(());
    }
    if found > 0 {
        let copy = database.with_file_name(format!("shipdesk.before-{known}.db"));
        sqlx::query("vacuum into ?").bind(copy.display().to_string()).execute(pool).await?;
    }
    match MIGRATIONS.run(pool).await {
        Ok(()) => Ok(()),
        Err(sqlx::migrate::MigrateError::Execute(error)) => Err(error.into()),
        Err(error) => Err(StoreError::damaged("schema", error)),
    }
}

async fn current_version(pool: &SqlitePool, known: i64) -> Result<i64> {
    let found = schema_version(&mut *pool.acquire().await?).await?;
    if found > known { Err(StoreError::Newer { found, known }) } else { Ok(found) }
}

/// Waits for a lock between processes; it is free again when the file is dropped.
fn lock_file(path: &Path) -> Result<std::fs::File> {
    let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
    let locked = file.and_then(|file| file.lock().map(|()| file));
    locked.map_err(|error| StoreError::io(path, &error))
}

/// The schema that a database has; 0 for an empty one.
pub(crate) async fn schema_version(db: &mut Db) -> Result<i64> {
    let table = sqlx::query("select 1 from sqlite_schema where name = '_sqlx_migrations'")
        .fetch_optional(&mut *db)
        .await?;
    if table.is_none() {
        return Ok(0);
    }
    let row = sqlx::query("select coalesce(max(version), 0) as version from _sqlx_migrations")
        .fetch_one(db)
        .await?;
    Ok(row.try_get("version")?)
}

/// The schema of a database file, opened for reading only.
pub(crate) async fn schema_of_file(path: &Path) -> Result<i64> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut db = Db::connect_with(&options).await?;
    let version = schema_version(&mut db).await?;
    db.close().await?;
    Ok(version)
}

/// Makes a folder that only its owner may enter.
pub(crate) fn create_private(path: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| StoreError::io(path, &error))
}
