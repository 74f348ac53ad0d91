#include "migrations/database/cataloguequeries.h"

namespace stillroom::catalogue
{

namespace
{

/// `%1`: a namespace's name.
const QString userSchema = QStringLiteral("(%1.nspname !~ '^pg_' AND %1.nspname <> 'information_schema')");

QString isUserSchema(const char *alias)
{
    return userSchema.arg(QLatin1String(alias));
}

/// An access list as sorted text; NULL when it grants exactly what an untouched object grants.
QString grants(const QString &list, const QString &usual)
{
    const QString sorted = QStringLiteral("coalesce((SELECT pg_catalog.string_agg(x::text, ', ' ORDER BY "
                                          "x::text COLLATE \"C\") FROM pg_catalog.unnest(%1) x), 'none')");
    return QStringLiteral("CASE WHEN %1 IS NOT NULL THEN nullif(%2, %3) END")
        .arg(list, sorted.arg(list), sorted.arg(usual));
}

QString ownedGrants(const char *alias, const char *list, const char *owner, const char *type)
{
    const QString prefix = QLatin1String(alias) + QLatin1Char('.');
    return grants(prefix + QLatin1String(list),
        QStringLiteral("pg_catalog.acldefault(%1, %2)")
            .arg(QLatin1String(type), prefix + QLatin1String(owner)));
}

QString notOfExtension(const char *classId, const char *oid)
{
    return QStringLiteral(
        "NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = %1 AND e.objid = %2 "
        "AND e.deptype = 'e')")
        .arg(QLatin1String(classId), QLatin1String(oid));
}

QString quotedName(const QString &schema, const QString &name)
{
    return QStringLiteral("pg_catalog.quote_ident(%1) || '.' || pg_catalog.quote_ident(%2)")
        .arg(schema, name);
}

} // namespace

QString extensionMembers()
{
    return QStringLiteral("SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'");
}

QString schemas()
{
    return QStringLiteral("SELECT n.oid, n.nspname, pg_catalog.pg_get_userbyid(n.nspowner), %1 "
                          "FROM pg_catalog.pg_namespace n LEFT JOIN pg_catalog.pg_init_privs p "
                          "ON p.classoid = 2615 AND p.objoid = n.oid WHERE %2")
        .arg(grants(QStringLiteral("n.nspacl"),
                 QStringLiteral("coalesce(p.initprivs, pg_catalog.acldefault('n', n.nspowner))")),
            isUserSchema("n"));
}

/// Those of initdb (plpgsql) are part of every database.
QString extensions()
{
    return QStringLiteral("SELECT e.oid, e.extname, n.nspname FROM pg_catalog.pg_extension e "
                          "JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.oid >= 16384");
}

QString relations()
{
    return QStringLiteral(
        "SELECT c.oid, c.relkind, n.nspname, c.relname, c.relpersistence, "
        "pg_catalog.pg_get_userbyid(c.relowner), "
        "%1, pg_catalog.array_to_string(c.reloptions, ', '), "
        "CASE WHEN c.relkind IN ('r', 'm') AND c.reltoastrelid <> 0 THEN (SELECT "
        "pg_catalog.array_to_string(t.reloptions, ', ') FROM pg_catalog.pg_class t WHERE t.oid = "
        "c.reltoastrelid) END, "
        "CASE WHEN c.reltablespace <> 0 THEN (SELECT spcname FROM pg_catalog.pg_tablespace WHERE oid = "
        "c.reltablespace) END, "
        "CASE WHEN c.relam <> 2 AND c.relkind IN ('r', 'p', 'm') THEN (SELECT amname FROM pg_catalog.pg_am "
        "WHERE oid "
        "= c.relam) END, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, "
        "CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END, "
        "CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END, "
        "CASE WHEN c.relkind IN ('r', 'p', 'f') THEN (SELECT pg_catalog.string_agg(%2, ', ' ORDER BY "
        "i.inhseqno) "
        "FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent "
        "JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid) END, "
        "CASE WHEN c.reloftype <> 0 THEN pg_catalog.format_type(c.reloftype, NULL) END, "
        "CASE WHEN c.relkind IN ('v', 'm') AND %4 THEN pg_catalog.pg_get_viewdef(c.oid) END, "
        "CASE WHEN c.relkind = 'f' THEN (SELECT pg_catalog.quote_ident(s.srvname) || coalesce(' OPTIONS (' "
        "|| "
        "pg_catalog.array_to_string(f.ftoptions, ', ') || ')', '') FROM pg_catalog.pg_foreign_table f JOIN "
        "pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid) END "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE %3 AND c.relpersistence <> 't' AND c.relkind NOT IN ('i', 'I', 't')")
        .arg(grants(QStringLiteral("c.relacl"),
                 QStringLiteral("pg_catalog.acldefault(CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' "
                                "END::\"char\", c.relowner)")),
            quotedName(QStringLiteral("pn.nspname"), QStringLiteral("p.relname")), isUserSchema("n"),
            notOfExtension("1259", "c.oid"));
}

QString columns(int version)
{
    const QString compression
        = version >= 140000 ? QStringLiteral("nullif(a.attcompression, '')") : QStringLiteral("NULL::text");
    return QStringLiteral(
        "SELECT a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), "
        "a.attnotnull, "
        "CASE WHEN a.atthasdef THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END, a.attidentity, "
        "a.attgenerated, "
        "CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation THEN (SELECT %1 FROM "
        "pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace WHERE l.oid = "
        "a.attcollation) END, nullif(a.attstorage, t.typstorage), %2, nullif(coalesce(a.attstattarget, -1), "
        "-1), "
        "pg_catalog.array_to_string(a.attoptions, ', '), CASE WHEN a.attacl IS NOT NULL THEN (SELECT "
        "pg_catalog.string_agg(x::text, ', ' ORDER BY x::text COLLATE \"C\") FROM "
        "pg_catalog.unnest(a.attacl) x) END, "
        "a.attislocal, a.attcollation, pg_catalog.array_to_string(a.attfdwoptions, ', ') "
        "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
        "LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
        "WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'c', 'm') "
        "AND c.relpersistence <> 't' AND %3 ORDER BY a.attrelid, a.attnum")
        .arg(quotedName(QStringLiteral("ln.nspname"), QStringLiteral("l.collname")), compression,
            isUserSchema("n"));
}

QString indexColumnOptions()
{
    return QStringLiteral(
        "SELECT a.attrelid, a.attnum, pg_catalog.array_to_string(a.attoptions, ', '), "
        "nullif(coalesce(a.attstattarget, -1), -1) FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c "
        "ON c.oid = a.attrelid AND c.relkind IN ('i', 'I') "
        "WHERE a.attoptions IS NOT NULL OR coalesce(a.attstattarget, -1) >= 0");
}

QString defaultOperatorClasses()
{
    return QStringLiteral("SELECT oid FROM pg_catalog.pg_opclass WHERE opcdefault");
}

QString constraints(int version)
{
    Q_UNUSED(version)
    return QStringLiteral(
        "SELECT o.oid, o.contype, o.conrelid, o.contypid, o.conname, pg_catalog.pg_get_constraintdef(o.oid), "
        "o.conislocal, o.conparentid <> 0, CASE WHEN o.contype IN ('p', 'u', 'x') THEN o.conindid ELSE 0 "
        "END, "
        "pg_catalog.array_to_string(ic.reloptions, ', '), CASE WHEN ic.reltablespace <> 0 THEN (SELECT "
        "spcname FROM "
        "pg_catalog.pg_tablespace WHERE oid = ic.reltablespace) END, i.indisclustered, i.indisreplident, "
        "CASE WHEN o.conparentid <> 0 AND o.contype IN ('p', 'u') THEN (SELECT %1 FROM "
        "pg_catalog.pg_inherits h "
        "JOIN pg_catalog.pg_class p ON p.oid = h.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = "
        "p.relnamespace "
        "WHERE h.inhrelid = o.conindid) END "
        "FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace "
        "LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = o.conindid AND o.contype IN ('p', 'u', 'x') "
        "LEFT JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid "
        "WHERE %2 AND o.contype <> 't'")
        .arg(quotedName(QStringLiteral("pn.nspname"), QStringLiteral("p.relname")), isUserSchema("n"));
}

QString indexes(int version)
{
    const QString distinct
        = version >= 150000 ? QStringLiteral("i.indnullsnotdistinct") : QStringLiteral("false");
    return QStringLiteral(
        "SELECT i.indexrelid, i.indrelid, n.nspname, c.relname, am.amname, i.indisunique, %1, i.indisvalid, "
        "i.indisclustered, i.indisreplident, i.indnkeyatts, i.indkey, i.indoption, i.indcollation, "
        "i.indclass, "
        "CASE WHEN i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END, "
        "i.indexprs IS NOT NULL, pg_catalog.array_to_string(c.reloptions, ', '), "
        "CASE WHEN c.reltablespace <> 0 THEN (SELECT spcname FROM pg_catalog.pg_tablespace WHERE oid = "
        "c.reltablespace) END, CASE WHEN c.relispartition THEN (SELECT %2 FROM pg_catalog.pg_inherits h JOIN "
        "pg_catalog.pg_class p ON p.oid = h.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = "
        "p.relnamespace "
        "WHERE h.inhrelid = i.indexrelid) END "
        "FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_am am ON am.oid = "
        "c.relam "
        "WHERE %3 AND c.relpersistence <> 't'")
        .arg(distinct, quotedName(QStringLiteral("pn.nspname"), QStringLiteral("p.relname")),
            isUserSchema("n"));
}

QString indexDefinitions(const QString &oids)
{
    return QStringLiteral(
        "SELECT i.indexrelid, pg_catalog.pg_get_indexdef(i.indexrelid) FROM pg_catalog.pg_index i "
        "WHERE i.indexrelid IN (%1)")
        .arg(oids);
}

QString sequences()
{
    return QStringLiteral(
        "SELECT s.seqrelid, pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, "
        "s.seqmax, "
        "s.seqcache, s.seqcycle, d.refobjid, d.refobjsubid, d.deptype FROM pg_catalog.pg_sequence s "
        "LEFT JOIN pg_catalog.pg_depend d ON d.classid = 1259 AND d.objid = s.seqrelid AND d.objsubid = 0 "
        "AND d.refclassid = 1259 AND d.deptype IN ('a', 'i')");
}

QString types()
{
    return QStringLiteral(
        "SELECT t.oid, t.typtype, t.typrelid, n.nspname, t.typname, pg_catalog.pg_get_userbyid(t.typowner), "
        "%1, "
        "CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END, "
        "t.typnotnull, "
        "CASE WHEN t.typtype = 'd' AND t.typdefaultbin IS NOT NULL THEN "
        "pg_catalog.pg_get_expr(t.typdefaultbin, 0) END, "
        "CASE WHEN t.typtype = 'd' AND t.typcollation <> 0 THEN (SELECT CASE WHEN b.typcollation <> "
        "t.typcollation "
        "THEN %2 END FROM pg_catalog.pg_type b, pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace ln ON "
        "ln.oid = "
        "l.collnamespace WHERE b.oid = t.typbasetype AND l.oid = t.typcollation) END, "
        "CASE WHEN t.typtype = 'r' THEN (SELECT 'subtype = ' || pg_catalog.format_type(r.rngsubtype, NULL) "
        "|| "
        "CASE WHEN NOT o.opcdefault THEN ', subtype_opclass = ' || pg_catalog.quote_ident(o.opcname) ELSE '' "
        "END || "
        "CASE WHEN r.rngsubdiff <> 0 THEN ', subtype_diff = ' || r.rngsubdiff::text ELSE '' END || "
        "CASE WHEN r.rngcanonical <> 0 THEN ', canonical = ' || r.rngcanonical::text ELSE '' END "
        "FROM pg_catalog.pg_range r JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc WHERE r.rngtypid = "
        "t.oid) END "
        "FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace "
        "LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid "
        "WHERE %3 AND (t.typtype IN ('d', 'e', 'r') OR (t.typtype = 'c' AND c.relkind = 'c') "
        "OR (t.typtype = 'b' AND t.typelem = 0) OR t.typtype NOT IN ('b', 'c', 'd', 'e', 'm', 'p', 'r'))")
        .arg(ownedGrants("t", "typacl", "typowner", "'T'"),
            quotedName(QStringLiteral("ln.nspname"), QStringLiteral("l.collname")), isUserSchema("n"));
}

QString enumValues()
{
    return QStringLiteral(
        "SELECT e.enumtypid, pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', ' "
        "ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e GROUP BY e.enumtypid");
}

QString functions(int version)
{
    Q_UNUSED(version)
    return QStringLiteral(
        "SELECT p.oid, p.prokind, n.nspname, p.proname, "
        "pg_catalog.pg_get_function_identity_arguments(p.oid), "
        "CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid) ELSE (SELECT 'sfunc = ' || "
        "a.aggtransfn::text || ', stype = ' || pg_catalog.format_type(a.aggtranstype, NULL) || ', sspace = ' "
        "|| "
        "a.aggtransspace::text || ', finalfunc = ' || a.aggfinalfn::text || ', finalmodify = ' || "
        "a.aggfinalmodify::text || "
        "', combinefunc = ' || a.aggcombinefn::text || ', serialfunc = ' || a.aggserialfn::text || "
        "', deserialfunc = ' || a.aggdeserialfn::text || ', initcond = ' || coalesce(a.agginitval, '-') || "
        "', kind = ' || a.aggkind::text || ', msfunc = ' || a.aggmtransfn::text || ', minvfunc = ' || "
        "a.aggminvtransfn::text "
        "|| ', parallel = ' || p.proparallel::text FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid) "
        "END, "
        "pg_catalog.pg_get_userbyid(p.proowner), %1 "
        "FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE %2 AND %3 "
        // The functions a range type brings along.
        "AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 1255 AND d.objid = p.oid "
        "AND d.deptype = 'i')")
        .arg(ownedGrants("p", "proacl", "proowner", "'f'"), isUserSchema("n"),
            notOfExtension("1255", "p.oid"));
}

QString triggers(int version)
{
    const QString ownOnly = version >= 130000 ? QStringLiteral(" AND t.tgparentid = 0") : QString();
    return QStringLiteral(
        "SELECT t.oid, t.tgrelid, t.tgname, pg_catalog.pg_get_triggerdef(t.oid), t.tgenabled "
        "FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE %1 AND NOT t.tgisinternal%2")
        .arg(isUserSchema("n"), ownOnly);
}

QString policies()
{
    return QStringLiteral(
        "SELECT p.oid, p.polrelid, p.polname, CASE WHEN p.polpermissive THEN '' ELSE 'AS RESTRICTIVE ' END "
        "|| 'FOR ' "
        "|| CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN "
        "'DELETE' "
        "ELSE 'ALL' END || CASE WHEN p.polroles = '{0}' THEN '' ELSE ' TO ' || (SELECT "
        "pg_catalog.string_agg(pg_catalog.quote_ident(r.rolname), ', ' ORDER BY r.rolname COLLATE \"C\") "
        "FROM "
        "pg_catalog.pg_roles r WHERE r.oid = ANY (p.polroles)) END || "
        "coalesce(' USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')', '') || "
        "coalesce(' WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') "
        "FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE %1")
        .arg(isUserSchema("n"));
}

QString rules()
{
    return QStringLiteral(
        "SELECT r.oid, r.ev_class, r.rulename, pg_catalog.pg_get_ruledef(r.oid), r.ev_enabled "
        "FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE %1 AND r.rulename <> '_RETURN'")
        .arg(isUserSchema("n"));
}

QString statistics(int version)
{
    const QString target = version >= 130000 ? QStringLiteral("nullif(coalesce(s.stxstattarget, -1), -1)")
                                             : QStringLiteral("NULL::int");
    return QStringLiteral(
        "SELECT s.oid, n.nspname, s.stxname, s.stxrelid, pg_catalog.pg_get_statisticsobjdef(s.oid), "
        "pg_catalog.pg_get_userbyid(s.stxowner), %1 FROM pg_catalog.pg_statistic_ext s "
        "JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace WHERE %2")
        .arg(target, isUserSchema("n"));
}

QString commented()
{
    return QStringLiteral("SELECT DISTINCT classoid, objoid FROM pg_catalog.pg_description "
                          "WHERE objoid >= 16384 OR objoid = 2200");
}

QString comments()
{
    return QStringLiteral(
        "SELECT d.classoid, d.objoid, d.objsubid, d.description, a.attname FROM pg_catalog.pg_description d "
        "LEFT JOIN pg_catalog.pg_attribute a ON d.classoid = 1259 AND d.objsubid <> 0 AND a.attrelid = "
        "d.objoid "
        "AND a.attnum = d.objsubid WHERE d.objoid >= 16384 OR d.objoid = 2200");
}

QString others(int version)
{
    const QString deterministic = QStringLiteral("l.collisdeterministic::text");
    const QString locale = version >= 170000 ? QStringLiteral("coalesce(l.colllocale, '')")
        : version >= 150000                  ? QStringLiteral("coalesce(l.colliculocale, '')")
                                             : QStringLiteral("''");
    const QString viaRoot
        = version >= 130000 ? QStringLiteral("p.pubviaroot::text") : QStringLiteral("'false'");
    return QStringLiteral(
        "SELECT 'collation', n.nspname, l.collname::text, l.collprovider::text || ' ' || "
        "coalesce(l.collcollate::text, '') || "
        "' ' || coalesce(l.collctype::text, '') || ' ' || %1 || ' ' || %2, "
        "pg_catalog.pg_get_userbyid(l.collowner), "
        "3456, l.oid FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = "
        "l.collnamespace WHERE %4 "
        "UNION ALL SELECT 'event trigger', '', e.evtname::text, e.evtevent || ' ' || "
        "e.evtfoid::pg_catalog.regprocedure::text "
        "|| ' ' || e.evtenabled::text || ' ' || coalesce(pg_catalog.array_to_string(e.evttags, ','), ''), "
        "pg_catalog.pg_get_userbyid(e.evtowner), 3466, e.oid FROM pg_catalog.pg_event_trigger e "
        "UNION ALL SELECT 'publication', '', p.pubname::text, p.puballtables::text || ' ' || "
        "p.pubinsert::text || p.pubupdate::text || "
        "p.pubdelete::text || p.pubtruncate::text || ' ' || %3 || ' ' || coalesce((SELECT "
        "pg_catalog.string_agg(r.prrelid::pg_catalog.regclass::text, ', ' "
        "ORDER BY r.prrelid::pg_catalog.regclass::text COLLATE \"C\") FROM pg_catalog.pg_publication_rel r "
        "WHERE r.prpubid = p.oid), ''), "
        "pg_catalog.pg_get_userbyid(p.pubowner), 6104, p.oid FROM pg_catalog.pg_publication p "
        "UNION ALL SELECT 'foreign-data wrapper', '', w.fdwname::text, "
        "coalesce(pg_catalog.array_to_string(w.fdwoptions, ', '), ''), "
        "pg_catalog.pg_get_userbyid(w.fdwowner), 2328, w.oid FROM pg_catalog.pg_foreign_data_wrapper w "
        "UNION ALL SELECT 'foreign server', '', s.srvname::text, coalesce(s.srvtype, '') || ' ' || "
        "coalesce(s.srvversion, '') || ' ' "
        "|| coalesce(pg_catalog.array_to_string(s.srvoptions, ', '), ''), "
        "pg_catalog.pg_get_userbyid(s.srvowner), 1417, s.oid "
        "FROM pg_catalog.pg_foreign_server s "
        "UNION ALL SELECT 'cast', '', pg_catalog.format_type(c.castsource, NULL) || ' AS ' || "
        "pg_catalog.format_type(c.casttarget, NULL), "
        "c.castfunc::pg_catalog.regprocedure::text || ' ' || c.castcontext::text || c.castmethod::text, "
        "NULL, 2605, c.oid "
        "FROM pg_catalog.pg_cast c WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend i "
        "WHERE "
        "i.classid = 2605 AND i.objid = c.oid AND i.deptype = 'i') "
        "UNION ALL SELECT 'operator', n.nspname, o.oid::pg_catalog.regoperator::text, o.oprcode::text || ' ' "
        "|| "
        "o.oprcom::pg_catalog.regoperator::text || ' ' || o.oprnegate::pg_catalog.regoperator::text || ' ' "
        "|| o.oprrest::text || ' ' || "
        "o.oprjoin::text || ' ' || o.oprcanmerge::text || o.oprcanhash::text, "
        "pg_catalog.pg_get_userbyid(o.oprowner), 2617, o.oid "
        "FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace WHERE %4 "
        "UNION ALL SELECT 'operator class', n.nspname, o.opcname::text || ' ' || a.amname, "
        "pg_catalog.format_type(o.opcintype, NULL) || ' ' || "
        "o.opcdefault::text, pg_catalog.pg_get_userbyid(o.opcowner), 2616, o.oid FROM pg_catalog.pg_opclass "
        "o JOIN pg_catalog.pg_am a ON a.oid = "
        "o.opcmethod JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace WHERE %4 "
        "UNION ALL SELECT 'text search configuration', n.nspname, f.cfgname::text, (SELECT prsname FROM "
        "pg_catalog.pg_ts_parser WHERE oid = f.cfgparser) || ' ' || coalesce((SELECT "
        "pg_catalog.string_agg(m.maptokentype || ':' || m.mapdict::pg_catalog.regdictionary::text, ', ' "
        "ORDER BY m.maptokentype, m.mapseqno) "
        "FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg = f.oid), ''), "
        "pg_catalog.pg_get_userbyid(f.cfgowner), 3602, f.oid "
        "FROM pg_catalog.pg_ts_config f JOIN pg_catalog.pg_namespace n ON n.oid = f.cfgnamespace WHERE %4 "
        "UNION ALL SELECT 'text search dictionary', n.nspname, f.dictname::text, t.tmplname || ' ' || "
        "coalesce(f.dictinitoption, ''), "
        "pg_catalog.pg_get_userbyid(f.dictowner), 3600, f.oid FROM pg_catalog.pg_ts_dict f JOIN "
        "pg_catalog.pg_ts_template t ON t.oid = "
        "f.dicttemplate JOIN pg_catalog.pg_namespace n ON n.oid = f.dictnamespace WHERE %4 "
        "UNION ALL SELECT 'language', '', g.lanname::text, '', pg_catalog.pg_get_userbyid(g.lanowner), 2612, "
        "g.oid "
        "FROM pg_catalog.pg_language g WHERE g.oid >= 16384 "
        "UNION ALL SELECT 'default privileges', '', pg_catalog.pg_get_userbyid(d.defaclrole) || coalesce(' "
        "in ' || n.nspname, '') || ' on ' "
        "|| d.defaclobjtype::text, (SELECT pg_catalog.string_agg(x::text, ', ' ORDER BY x::text COLLATE "
        "\"C\") FROM pg_catalog.unnest(d.defaclacl) x), "
        "NULL, 826, d.oid FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = "
        "d.defaclnamespace")
        .arg(deterministic, locale, viaRoot, isUserSchema("n"));
}

QString tableSizes()
{
    return QStringLiteral(
        "SELECT n.nspname, c.relname, c.reltuples::bigint, CASE WHEN c.relkind = 'p' THEN 0 ELSE "
        "pg_catalog.pg_total_relation_size(c.oid) END FROM pg_catalog.pg_class c JOIN "
        "pg_catalog.pg_namespace n ON n.oid "
        "= c.relnamespace WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND %1 "
        "ORDER BY n.nspname, c.relname")
        .arg(isUserSchema("n"));
}

} // namespace stillroom::catalogue
