"""more forms of queries"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy import and_, case, cast, exists, func, literal, not_, or_, select, text
from sqlalchemy.dialects import postgresql as pg

revision = "e7c95b4c2824"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("at", sa.DateTime), sa.column("doc", pg.JSONB), sa.column("x"))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("label", sa.String), sa.column("flag", sa.Boolean))
v = sa.table("v", sa.column("id", sa.Integer), sa.column("u_id"), schema="app")
T = sa.Table("T", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("Name", sa.String, key="nm"), sa.Column("kind", sa.Enum("a", "b", name="k")), sa.Column("doc", pg.JSONB), sa.Column("tags", pg.ARRAY(sa.String)), sa.Column("u", pg.UUID))


def upgrade():
    op.execute(t.update().values(name=t.c.name+text("'x'")))
    op.execute(t.update().values(name=t.c.name+'x'))
    op.execute(t.update().values(name=t.c.x+'x'))
    op.execute(t.update().where(t.c.flag==text('true')).values(id=1))
    op.execute(t.update().where(t.c.flag==True).values(id=1))
    op.execute(t.update().where(t.c.id>=text('5')).values(id=1))
    op.execute(t.update().where(t.c.x==u.c.id).values(id=u.c.id+1))
    op.execute(t.insert().from_select(['id'],select(literal(1,sa.Integer),literal('x',sa.String),literal(None))))
    op.execute(t.insert().from_select(['id'],select(u.c.id.label('q'),(u.c.id+1).label('r'),func.max(u.c.id).label('s'))))
    op.execute(t.insert().from_select(['id'],select(func.count(u.c.id)).where(u.c.label=='x').group_by(u.c.t_id).having(func.count(u.c.id)>1)))
    op.execute(t.insert().from_select(['id'],select(func.coalesce(u.c.label,'none'))))
    op.execute(t.insert().from_select(['id'],select(u.c.id).where(u.c.id.in_([1,2,3]),u.c.label.in_(['a']))))
    op.execute(t.insert().from_select(['id'],select(u.c.id).where(u.c.id.notin_([1]))))
    op.execute(t.insert().from_select(['id'],select(u.c.id).where(not_(u.c.id.in_([1,2])))))
    op.execute(t.insert().from_select(['id'],select(u.c.id).where(u.c.label.like('a%'),u.c.label.ilike('b'))))
    op.execute(t.insert().from_select(['id'],select(u.c.id).where(or_(u.c.label==None,u.c.label!=None))))
    op.execute(t.insert().from_select(['id'],select(u.c.id).where(exists(select(v.c.id).where(v.c.u_id==u.c.id)),u.c.id>1)))
    op.execute(t.insert().from_select(['id'],select(u.c.id).where(or_(exists().where(v.c.u_id==u.c.id),u.c.id>1))))
    op.execute(t.insert().from_select(['id'],select(text('*')).select_from(u)))
    op.execute(t.insert().from_select(['id'],select(sa.literal_column('1').label('one'))))
    op.execute(t.insert().from_select(['id'],select(u.c.id).order_by(u.c.id,u.c.label.desc().nullslast())))
    op.execute(t.insert().from_select(['id'],select(u.c.id).order_by(text('id'))))
    op.execute(t.insert().from_select(['id'],select(u.c.id).select_from(u.join(v,and_(v.c.u_id==u.c.id,or_(v.c.id==1,v.c.id==2)))).distinct()))
    op.execute(t.insert().from_select(['id','name'],select(u.c.id,case((u.c.flag,literal('a')),else_=u.c.label))))
    op.execute(t.update().values(name=case((t.c.name=='a','b'),(t.c.name=='c',None))))
    op.execute(t.update().values(flag=case((t.c.id==1,True),else_=False)))
    op.execute(t.update().values(flag=exists(select(u.c.id).where(u.c.t_id==t.c.id))))
    op.execute(t.update().values(id=select(func.count(u.c.id)).where(u.c.t_id==t.c.id).scalar_subquery()+1))
    op.execute(t.update().values(id=func.coalesce(select(func.max(u.c.id)).where(u.c.t_id==t.c.id).scalar_subquery(),0)+1))
    op.execute(t.update().values(name=cast(t.c.id,sa.String)))


def downgrade():
    op.execute(t.update().values(name=func.concat(t.c.name,'-',cast(t.c.id,sa.Text))))
    op.execute(t.update().where(and_(t.c.id==1,t.c.name!='x')).values(name=None))
    op.execute(t.update().where(and_(sa.true(),t.c.id==1)).values(name=None))
    op.execute(t.update().where(or_(sa.false(),t.c.id==1)).values(name=None))
    op.execute(t.delete().where(t.c.id==select(u.c.t_id).limit(1).scalar_subquery()))
    op.execute(t.delete().where(t.c.id<select(func.max(u.c.t_id)).as_scalar()))
    op.execute(t.delete().where(t.c.id.in_(select(t.c.id).where(t.c.name=='x'))))
    op.execute(T.insert().values(nm='x',doc=None))
    op.execute(T.update().where(T.c.nm=='x').values(nm='y',kind='b'))
    op.execute(T.delete().where(T.c.nm==None))
    op.execute(T.insert().from_select(['nm'],select(u.c.label)))
    op.execute(T.insert().values([{'nm':'x','kind':'a'},{'kind':'b','nm':'y'}]))
    op.bulk_insert(T,[{'nm':'x','kind':'a'}])
    op.execute(t.insert().values(id=func.now(),name=text('current_user'),at=sa.null()))
    op.execute(pg.insert(T).values(nm='x').on_conflict_do_nothing(index_elements=['Name']))
    op.execute(pg.insert(T).values(nm='x').on_conflict_do_nothing(index_elements=[T.c.nm]))
    op.execute(pg.insert(t).values([{'id':1,'name':'x'},{'id':2,'name':'y'}]).on_conflict_do_nothing())
    op.execute(t.insert().from_select(['id'],select(u.c.id).where(u.c.id==v.c.u_id).where(v.c.id==select(func.max(v.c.id)).scalar_subquery())))
    op.execute(t.insert().from_select(['id'],select(u.c.id).where(u.c.id==select(func.max(v.c.id)).where(v.c.u_id==u.c.id).scalar_subquery())))
    op.execute(t.insert().from_select(['id'],select(u.c.id,select(func.count(v.c.id)).where(v.c.u_id==u.c.id).scalar_subquery())))
    op.execute(t.insert().from_select(['id'],select(u.c.id,select(func.count(v.c.id)).where(v.c.u_id==u.c.id).label('n'))))
    op.execute(sa.insert(t).values({'id':1}))
    op.execute(sa.delete(t))
    op.execute(t.update().values(x=t.c.id*2-1).where(t.c.id+1>t.c.x*3))
    op.execute(t.insert().from_select(['id'],select(u.c.id).where(u.c.flag!=True)))
    op.execute(t.insert().from_select(['id'],select(u.c.id).where(u.c.flag==sa.false(),u.c.id!=3)))
    op.execute(t.update().where((t.c.id==1)&sa.true()).values(name=None))
    op.create_check_constraint("ck","t",or_(and_(sa.true(),t.c.id==1,t.c.id==2),sa.false()))
    op.execute(t.update().where(and_(t.c.id==1)).values(name=None))
