"""The tables of people-core."""
from app import db


class Role(db.Model):
    __tablename__ = "roles"

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False, unique=True)


class User(db.Model):
    __tablename__ = "users"

    id = db.Column(db.Integer, primary_key=True)
    login = db.Column(db.String(120), nullable=False, unique=True)
    role_id = db.Column(db.Integer, db.ForeignKey("roles.id", name="fk_users_role"), nullable=False)
    must_change_password = db.Column(db.Boolean, nullable=False, server_default=db.true())
    time_zone = db.Column(db.String(64), nullable=False, server_default="UTC")
    created_at = db.Column(db.DateTime(timezone=True), nullable=False, server_default=db.func.now())


class Department(db.Model):
    __tablename__ = "departments"

    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(16), nullable=False, unique=True)
    name = db.Column(db.String(120), nullable=False)
    cost_centre = db.Column(db.String(32))


class Position(db.Model):
    __tablename__ = "positions"

    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120), nullable=False)
    grade = db.Column(db.SmallInteger, nullable=False, server_default="1")


class Employee(db.Model):
    __tablename__ = "employees"

    id = db.Column(db.Integer, primary_key=True)
    first_name = db.Column(db.String(120), nullable=False)
    last_name = db.Column(db.String(120), nullable=False)
    preferred_name = db.Column(db.String(120))
    position_title = db.Column(db.String(120))
    login = db.Column(db.String(120))
    work_email = db.Column(db.String(254), nullable=False, unique=True)
    department_id = db.Column(db.Integer, db.ForeignKey("departments.id", ondelete="SET NULL"))
    manager_id = db.Column(db.Integer, db.ForeignKey("employees.id", name="fk_employees_manager"), index=True)
    hired_on = db.Column(db.Date, nullable=False)


class LeaveRequest(db.Model):
    __tablename__ = "leave_requests"

    id = db.Column(db.BigInteger, primary_key=True)
    employee_id = db.Column(db.Integer, db.ForeignKey("employees.id", ondelete="CASCADE"), nullable=False)
    starts_on = db.Column(db.Date, nullable=False)
    ends_on = db.Column(db.Date, nullable=False)
    status = db.Column(
        db.Enum("requested", "approved", "rejected", name="leave_status"),
        nullable=False,
        server_default="requested",
    )
    approver_id = db.Column(db.Integer, db.ForeignKey("employees.id", name="fk_leave_requests_approver"))
